"""The Python interface: models of the program's own, many articles, a running event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from summarizer import (
    Briefing,
    Completion,
    Document,
    Progress,
    Request,
    Settings,
    abrief,
    brief,
    brief_many,
)
from summarizer.errors import ModelError, SourceError, TruncatedError, UsageError
from summarizer.llm.choice import Choice, models_of
from tests.fakes import HandWritten, Own

TEXT = "The ferry to Skelm stops for six weeks. The council will pay for a boat."
LONG = "The ferry stops and nobody knows the secret word Zanzibar. " * 12


class Failing(Own):
    """A model that fails with an error of its own."""

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        raise ValueError(request.user)


class Answering(Own):
    """A model whose answer is no Completion."""

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        return "an answer"  # type: ignore[return-value]


def test_an_own_model_writes_and_judges() -> None:
    writer, judge = Own(), Own()
    shown = brief(text=TEXT, model=writer, judge=judge)
    assert [c.text for c in shown.content.claims] == ["The council will pay for a boat."]
    assert shown.proof(shown.content.claims[0]).status == "supported"
    assert (len(writer.asked), len(judge.asked)) == (1, 1)
    assert (writer.opened, writer.closed, judge.opened, judge.closed) == (1, 1, 1, 1)
    both = Own()
    assert brief(text=TEXT, model=both, judge=both).judgement.items == 2
    assert (len(both.asked), both.opened, both.closed) == (2, 1, 1)


def test_an_own_model_judges_itself_unless_told_otherwise() -> None:
    for judge, asked in ((None, 2), ("auto", 2), ("same", 2), ("off", 1)):
        model = Own()
        shown = brief(text=TEXT, model=model, judge=judge)
        assert len(model.asked) == shown.provenance.requests == asked
        assert shown.judgement.reason == ("the judge is off" if judge == "off" else "")
    assert brief(text=TEXT, model=Own(), settings=Settings(language="en", answer_tokens=77)).language == "en"
    with pytest.raises(UsageError):
        brief(text=TEXT, model=Own(), judge="another")
    named = models_of(Choice(model=Own(), judge="another", base_url="http://localhost:1/v1"))
    assert named.judge is not None
    assert named.judge.endpoint.model == "another"


def test_an_own_judge_judges_a_named_model(seed: Path, recordings: Path) -> None:
    judge = Own()
    chosen = models_of(Choice(model="m", base_url="http://localhost:1/v1", judge=judge))
    assert chosen.writer is not None
    assert chosen.judge is not None
    assert (chosen.writer.endpoint.model, chosen.judge.endpoint.model) == ("m", "hand-written")
    brief(seed, judge=judge, settings=Settings(offline=True, recordings=recordings))
    assert judge.opened == judge.closed == 1


def test_an_own_model_may_fail_in_any_way() -> None:
    with pytest.raises(ModelError, match="ValueError") as caught:
        brief(text=TEXT, model=Failing())
    assert isinstance(caught.value.__cause__, ValueError)
    assert "ferry" not in f"{caught.value} {caught.value.hint}"
    with pytest.raises(ModelError, match="did not return a Completion"):
        brief(text=TEXT, model=Answering())
    with pytest.raises(TruncatedError):
        brief(text=TEXT, model=HandWritten(TruncatedError("cut"), TruncatedError("cut")))


async def collected(outcomes: AsyncIterator[Any]) -> list[Any]:
    return [each async for each in outcomes]


def test_many_come_in_order_each_with_its_briefing_or_error(tmp_path: Path) -> None:
    good = [Document.from_text(f"{TEXT} It is number {n}.") for n in range(20)]
    model = Own()
    sources: list[Any] = [*good[:10], tmp_path / "none.txt", LONG, 7, *good[10:]]
    outcomes = asyncio.run(collected(brief_many(iter(sources), model=model, judge="off", at_once=3)))
    assert [source for source, _ in outcomes] == sources
    assert all(isinstance(o, Briefing) for s, o in outcomes if isinstance(s, Document))
    assert [type(o) for s, o in outcomes if not isinstance(s, Document)] == [SourceError, UsageError, UsageError]
    assert model.most == 3
    assert (model.opened, model.closed, len(model.asked)) == (1, 1, 20)


def test_whoever_leaves_early_ends_the_work() -> None:
    model = Own()

    async def first() -> Any:
        many = brief_many((Document.from_text(TEXT) for _ in range(1_000)), model=model, judge="off", at_once=2)
        async with aclosing(many):
            async for each in many:
                return each
        return None

    _, outcome = asyncio.run(first())
    assert isinstance(outcome, Briefing)
    assert model.closed == 1
    assert len(model.asked) < 10


@pytest.mark.parametrize(
    "arguments",
    [
        {"sources": "article.txt"}, {"sources": None}, {"sources": Document.from_text(TEXT)},
        {"sources": [], "at_once": 0}, {"sources": [], "at_once": "3"}, {"sources": [], "at_once": True},
        {"sources": [], "plan": "guess"}, {"sources": [], "kind": 7},
    ],
)  # fmt: skip
def test_many_refuses_at_once_what_makes_no_sense(arguments: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        brief_many(**arguments)
    assert asyncio.run(collected(brief_many([], plan="extract"))) == []


def test_an_embedded_model_writes_one_article_at_a_time_and_others_eight() -> None:
    assert models_of(Choice(), None).at_once == 1
    assert models_of(Choice(model=Own()), None).at_once == 8
    assert models_of(Choice(model="m", base_url="http://localhost:1/v1"), None).at_once == 8
    assert models_of(Choice(settings=Settings(plan="extract", jobs=5)), None).at_once == 5


def test_the_loop_goes_on_while_an_article_is_briefed() -> None:
    async def main() -> int:
        ticks = 0
        work = asyncio.create_task(abrief(text=TEXT, model=Own()))
        while not work.done():
            ticks += 1
            await asyncio.sleep(0.001)
        return ticks

    assert asyncio.run(main()) > 3


def test_a_cancelled_task_is_cancelled_and_closes_its_model() -> None:
    asked = asyncio.Event()

    class Endless(Own):
        async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError

    model = Endless()

    async def main() -> None:
        work = asyncio.create_task(abrief(text=TEXT, model=model))
        await asked.wait()
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(main())
    assert (model.opened, model.closed) == (1, 1)
