"""One run of the command over any number of articles: read, brief, write in order, count."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack
from typing import Any, NamedTuple

from ..batch.ordered import apart, in_order
from ..briefing import Briefing
from ..config.settings import Settings
from ..documents.loaders.sources import SourceItem
from ..documents.source_index import Index
from ..drafting.chunking import calls_for, parts_of
from ..drafting.registry import VERBATIM
from ..errors import BudgetError
from ..kinds.registry import Kind
from ..llm.middleware.budget import Budget, Prices, most_tokens
from ..llm.middleware.cache import Recorded
from ..llm.middleware.retry import MAX_ATTEMPTS
from ..llm.registry import connect, judge_for, with_plan
from ..pipeline import Judge, brief_document
from ..proof.judge import most_tokens as judge_tokens
from .console import Console
from .output import Output

__all__ = ["STRICT_EXIT", "Run", "RunOptions"]

STRICT_EXIT = 9
REMOTE_JOBS = 8
"""Articles worked on at once if the user gives no number and the model is not embedded."""
Guard = Callable[[str, list[int]], AbstractContextManager[None]]
"""A context for one source: it turns an error into a line on stderr and an exit code in the list."""


class RunOptions(NamedTuple):
    """The user's options: count rejected items as failures, stop at the first failure, print little."""

    strict: bool = False
    fail_fast: bool = False
    quiet: bool = False


class Run:
    """The articles of one command. ``brief`` makes their briefings; ``announce`` only reports what that would take."""

    def __init__(self, kind: Kind, settings: Settings, budget: Budget, wishes: RunOptions) -> None:
        """``settings`` name the models that write and judge; ``budget`` is what both may spend together."""
        self._kind = kind
        self._settings = with_plan(settings)
        self._judge, self._unjudged = judge_for(self._settings)
        self._budget = budget
        self._wishes = wishes
        self._console = Console(quiet=wishes.quiet)

    async def brief(self, found: Iterable[SourceItem], total: int | None, out: Output, guard: Guard) -> int:
        """Brief each article, write it, and return the exit code. ``total``: the number of articles, if known."""
        settings, fetching = self._settings, self._console.fetching
        extracts = settings.plan == "extract"
        jobs = 1 if total == 1 else settings.jobs or (REMOTE_JOBS if settings.base_url else 1)
        model, most = (None, 0) if extracts else connect(settings, fetching, self._budget, jobs)
        if model is not None and jobs > 1:
            from ..llm.middleware.concurrency import InTurn

            model = InTurn(model)
        other = self._judge if self._judge is not settings and not extracts else None
        judging = connect(other, fetching, self._budget, jobs)[0] if other else model if self._judge else None
        judge = Judge(judging, self._unjudged)
        codes: list[int] = []
        begun = time.monotonic()
        stop, left = False, 0

        async def one(item: SourceItem) -> "tuple[str, Briefing[Any], int] | None":
            nonlocal stop, left
            if stop:
                left += 1
                return None
            result = None
            with guard(item.name, codes):
                document = await apart(item.read) if item.slow else item.read()
                self._console.announce(judging, settings)
                with self._console.working(model, item.name, settings, alone=jobs == 1) as progress:
                    result = await brief_document(self._kind, document, model, settings, most, progress, judge)
                failed = self._wishes.strict and any(not r.minor for r in result.rejected)
                if out.in_files:
                    out.write(item.name, result)
                codes.append(STRICT_EXIT if failed else 0)
            place = len(codes) - 1
            stop = stop or codes[-1] == BudgetError.exit_code or (self._wishes.fail_fast and codes[-1] != 0)
            self._console.so_far(len(codes), sum(map(bool, codes)), total, self._budget)
            return (item.name, result, place) if result is not None and not out.in_files else None

        async with AsyncExitStack() as stack:
            for each in {id(m): m for m in (model, judging) if m is not None}.values():
                await stack.enter_async_context(each)
            ready = jobs // 2  # articles whose requests wait for the next free place
            async for done in in_order(found, one, jobs + ready):
                if done is not None:
                    name, result, place = done
                    unwritten: list[int] = []
                    with self._console.aside(), guard(name, unwritten):
                        out.write(name, result)
                    if unwritten:
                        codes[place] = unwritten[0]
        self._console.summary(len(codes), sum(map(bool, codes)), total, self._budget, begun, left=left)
        failed = {code for code in codes if code}
        return 1 if len(failed) > 1 or (failed and 0 in codes and failed != {STRICT_EXIT}) else next(iter(failed), 0)

    def announce(self, found: Iterable[SourceItem], guard: Guard, codes: list[int]) -> Iterator[str]:
        """Print one line per article: the most requests it would send, and their tokens. Nothing is sent.

        ``codes`` gets an exit code for each article that cannot be read.
        """
        settings = self._settings
        prices = Prices(*settings.prices) if settings.prices else None
        model, most = (None, 0) if settings.plan == "extract" else connect(settings)
        requests, cost = 0, 0.0
        for item in found:
            with guard(item.name, codes):
                document = item.read()
                if model is None:
                    yield f"{item.name}: no request"
                    continue
                index, endpoint = Index((document,)), model.endpoint
                asked = [
                    request
                    for part in parts_of(index, endpoint)
                    for request in calls_for(
                        self._kind, index, part, endpoint=endpoint, settings=settings, max_tokens=most
                    ).requests
                ]
                judged = [judge_tokens(index, most)] if self._judge and settings.plan not in VERBATIM else []
                tokens = [most_tokens(r) for r in asked if not (isinstance(model, Recorded) and model.holds(r))]
                requests += len(tokens) + len(judged)
                cost += sum(prices.of(*t) for t in (*tokens, *judged)) if prices else 0.0
                read, written = map(sum, zip(*tokens, strict=True)) if tokens else (0, 0)
                said = (
                    f"{len(tokens)} request{'s' * (len(tokens) > 1)} of at most {read:,} tokens in and {written:,} out"
                )
                said = said if tokens else "recorded"
                more = "".join(f", plus one to the judge of at most {a:,} tokens in and {b:,} out" for a, b in judged)
                yield f"{item.name}: {said}{more}"
        price = f", ${cost:.4f}" if prices else ", price unknown" if settings.base_url else ""
        again = f"; a failed request is sent again, up to {MAX_ATTEMPTS - 1} times"
        yield f"in total at most {requests} request{'s' * (requests != 1)}{price}{again}"
