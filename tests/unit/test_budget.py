"""Limits are checked before each request; what was spent is counted, failures included."""

import asyncio
from typing import Any

import pytest

from summarizer.errors import BudgetError, OverloadedError, TruncatedError
from summarizer.llm.base import Request
from summarizer.llm.middleware.budget import Budget, Metered, Prices, most_tokens
from summarizer.llm.middleware.concurrency import Gated, InTurn
from summarizer.schemas.news import News
from tests.fakes import HandWritten

REQUEST = Request("You are careful.", "An article." * 30, News, (), 99)
MOST = sum(most_tokens(REQUEST))


def ask(budget: Budget, *replies: Any, prices: Prices | None = None) -> tuple[list[str], HandWritten]:
    """Ask once for each reply; return each text or error name, and the model."""
    inner = HandWritten(*replies)
    model = Metered(inner, budget, prices)

    async def go() -> list[str]:
        outcome = []
        for _ in replies:
            try:
                outcome.append((await model.complete(REQUEST)).text)
            except Exception as error:
                outcome.append(type(error).__name__)
        return outcome

    return asyncio.run(go()), inner


@pytest.mark.parametrize(
    ("budget", "asked"),
    [
        (Budget(requests=0), 0),
        (Budget(requests=2), 2),
        (Budget(tokens=MOST - 1), 0),
        (Budget(tokens=MOST + 15), 2),
        (Budget(dollars=0.0), 0),
        (Budget(dollars=Prices(1.0, 2.0).of(*most_tokens(REQUEST))), 1),
        (Budget(), 3),
    ],
)
def test_a_limit_stops_the_request_that_could_pass_it(budget: Budget, asked: int) -> None:
    outcome, inner = ask(budget, "{}", "{}", "{}", prices=Prices(1.0, 2.0))
    assert outcome == ["{}"] * asked + ["BudgetError"] * (3 - asked)
    assert len(inner.asked) == budget.requests == asked


def test_failures_are_counted_with_what_they_cost() -> None:
    cut = TruncatedError("cut off")
    cut.tokens = (100, 50)
    budget = Budget()
    outcome, _ = ask(budget, cut, OverloadedError("not now"), TruncatedError("no count"), prices=Prices(1.0, 1.0))
    assert outcome == ["TruncatedError", "OverloadedError", "TruncatedError"]
    assert (budget.requests, budget.uncounted) == (3, 1)
    assert budget.prompt + budget.completion == 150 + MOST
    assert budget.dollars == pytest.approx((150 + MOST) / 1e6)
    assert "at most" in budget.summary()


def test_a_price_that_is_not_known_is_said_and_stops_a_run_with_a_cost_limit() -> None:
    budget = Budget()
    ask(budget, "{}")
    assert "price unknown" in budget.summary()
    assert ask(Budget(dollars=5.0), "{}")[0] == ["BudgetError"]


def test_requests_at_once_stay_within_the_limits_together() -> None:
    class Slow(HandWritten):
        async def complete(self, request: Request, *, progress: Any = None) -> Any:
            await asyncio.sleep(0.01)
            return await super().complete(request, progress=progress)

    budget = Budget(tokens=3 * MOST + 5)
    inner = Slow(*["{}"] * 20)
    model = Metered(inner, budget, None)

    async def go() -> list[Any]:
        return await asyncio.gather(*(model.complete(REQUEST) for _ in range(20)), return_exceptions=True)

    outcome = asyncio.run(go())
    assert len(inner.asked) == 3
    assert sum(isinstance(o, BudgetError) for o in outcome) == 17


def test_fewer_requests_at_once_after_an_overload_and_more_again_later() -> None:
    class Counting(HandWritten):
        busy = most = 0

        async def complete(self, request: Request, *, progress: Any = None) -> Any:
            self.busy += 1
            self.most = max(self.most, self.busy)
            try:
                for _ in range(
                    100
                ):  # turns, not time: on a busy machine the first would be done before the last begins
                    await asyncio.sleep(0)
                return await super().complete(request, progress=progress)
            finally:
                self.busy -= 1

    async def go(inner: Counting, model: Gated, times: int) -> int:
        inner.most = 0
        await asyncio.gather(*(model.complete(REQUEST) for _ in range(times)), return_exceptions=True)
        return inner.most

    async def all_of_it() -> list[int]:
        inner = Counting(*["{}"] * 8, *[OverloadedError("not now")] * 3, *["{}"] * 200)
        model = Gated(inner, 8)
        return [await go(inner, model, n) for n in (8, 3, 1, 8, 100, 8)]

    first, _, _, after, _, later = asyncio.run(all_of_it())
    assert (first, later) == (8, 8)
    assert after < 4


@pytest.mark.parametrize("steps", range(12))
def test_a_question_that_is_cancelled_gives_its_place_back(steps: int) -> None:
    async def go() -> tuple[list[str], str]:
        model = Gated(HandWritten(*["{}"] * 9), 1)
        _, second, _ = asked = [asyncio.create_task(model.complete(REQUEST)) for _ in range(3)]
        for _ in range(steps):  # waiting for room, given room, put together: each at another point of its way
            await asyncio.sleep(0)
        second.cancel()
        async with asyncio.timeout(5):
            ended = await asyncio.gather(*asked, return_exceptions=True)
            later = await model.complete(REQUEST)
        return [type(end).__name__ for end in ended], later.text

    ended, later = asyncio.run(go())
    assert (ended[0], ended[2], later) == ("Completion", "Completion", "{}")
    assert ended[1] in {"CancelledError", "Completion"}  # it may have been done before


def test_what_waits_to_be_asked_goes_before_what_is_done_with_the_replies() -> None:
    happened: list[str] = []

    class Told(HandWritten):
        async def complete(self, request: Request, *, progress: Any = None) -> Any:
            happened.append("asked")
            await asyncio.sleep(0)
            return await super().complete(request, progress=progress)

    async def go() -> None:
        model = InTurn(Gated(Told(*["{}"] * 8), 4))

        async def one() -> None:
            await model.complete(REQUEST)
            happened.append("checked")

        await asyncio.gather(*(one() for _ in range(8)))

    asyncio.run(go())
    assert happened == ["asked"] * 8 + ["checked"] * 8
