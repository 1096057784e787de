"""The limits and spending of a run: requests, tokens and money, counted at each attempt."""

from typing import NamedTuple

from ...errors import BudgetError, DeadlineError, ReplyError
from ..base import Completion, Model, Progress, Request
from .base import Around

__all__ = ["Budget", "Metered", "Prices", "most_tokens"]

OVERHEAD = 100
"""Tokens of a request in addition to its texts."""


class Prices(NamedTuple):
    """Dollars per million tokens."""

    prompt: float
    completion: float

    def of(self, prompt: int, completion: int) -> float:
        """Return the price of these tokens in dollars."""
        return (prompt * self.prompt + completion * self.completion) / 1e6


class _Held(NamedTuple):
    """The most that one request may use, set aside until it has ended."""

    prompt: int
    completion: int
    prices: Prices | None


def most_tokens(request: Request) -> tuple[int, int]:
    """Return the most tokens ``request`` may use, ``(prompt, completion)``: a token usually has three bytes or more."""
    return len((request.system + request.user).encode(errors="replace")) // 3 + OVERHEAD, request.max_tokens


class Budget:
    """The limits and the sums of one run; shared by all its models and requests.

    The most that a request may use is set aside before it is sent and settled when it has ended, so that any number of
    requests at once stays within the limits. ``requests``, ``tokens`` and ``dollars`` are the limits; None: no limit.
    """

    def __init__(self, *, requests: int | None = None, tokens: int | None = None, dollars: float | None = None) -> None:
        """Nothing is spent yet."""
        self._limits = (requests, tokens, dollars)
        self._held: list[_Held] = []
        self.requests = 0
        self.prompt = 0
        self.completion = 0
        self.dollars = 0.0
        self.uncounted = 0
        """Requests whose tokens no endpoint counted; the sums include the most that they could use."""
        self.unpriced = False
        """True if a request was answered whose price is not known."""

    def set_aside(self, request: Request, prices: Prices | None) -> _Held:
        """Set room aside for ``request``. Raises BudgetError if it could exceed a limit."""
        held = _Held(*most_tokens(request), prices)
        requests, tokens, dollars = self._limits
        everything = [*self._held, held]
        if requests is not None and self.requests + len(everything) > requests:
            raise BudgetError(
                f"--max-requests {requests} is reached", hint="Recorded replies are reused and not requested again."
            )
        spent = self.prompt + self.completion + sum(h.prompt + h.completion for h in everything)
        if tokens is not None and spent > tokens:
            most = held.prompt + held.completion
            raise BudgetError(
                f"the next request may use {most} tokens, more than is left of --max-tokens {tokens}",
                hint="Raise the limit, or lower BRIEF_ANSWER_TOKENS.",
            )
        if dollars is not None:
            if prices is None:
                raise BudgetError(
                    "--max-cost needs the prices of the model",
                    hint="Set price_prompt and price_completion, in dollars per million tokens, in the config file.",
                )
            most_dollars = sum(h.prices.of(h.prompt, h.completion) for h in everything if h.prices)
            if self.dollars + most_dollars > dollars:
                raise BudgetError(f"the next request could cost more than is left of --max-cost {dollars:g}")
        self._held.append(held)
        return held

    def settle(self, held: _Held, tokens: tuple[int | None, int | None] | None, *, asked: int = 1) -> None:
        """Count what a request really used. ``tokens`` None: it ended without a reply and is assumed to be free."""
        self._held.remove(held)
        self.requests += asked
        if tokens is None:
            return
        prompt, completion = tokens
        self.uncounted += prompt is None or completion is None
        prompt = held.prompt if prompt is None else prompt
        completion = held.completion if completion is None else completion
        self.prompt += prompt
        self.completion += completion
        if held.prices is None:
            self.unpriced = True
        else:
            self.dollars += held.prices.of(prompt, completion)

    def summary(self) -> str:
        """Return one phrase: "3 requests, 1,200 tokens read, 340 written, $0.0021"."""
        if not self.requests:
            return "no request"
        said = f"{self.requests} request{'s' * (self.requests != 1)}, {self.prompt:,} tokens read, "
        said += f"{self.completion:,} written"
        if self.uncounted:
            said += f" (at most: the endpoint did not count {self.uncounted} of them)"
        return said + (", price unknown" if self.unpriced else f", ${self.dollars:.4f}" if self.dollars else "")


class Metered(Around):
    """A model whose attempts are each checked against a budget first and counted afterwards."""

    def __init__(self, inner: Model, budget: Budget, prices: Prices | None) -> None:
        """``prices``: None if they are not known."""
        super().__init__(inner)
        self._budget = budget
        self._prices = prices

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """The inner model's reply. Raises BudgetError before anything is sent."""
        held = self._budget.set_aside(request, self._prices)
        try:
            completion = await self._inner.complete(request, progress=progress)
        except (DeadlineError, ReplyError) as error:  # the endpoint has worked, and may charge
            self._budget.settle(held, error.tokens or (None, None))
            raise
        except BaseException:
            self._budget.settle(held, None)
            raise
        usage = completion.usage
        self._budget.settle(held, (usage.prompt_tokens, usage.completion_tokens), asked=usage.requests)
        return completion
