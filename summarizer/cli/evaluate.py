"""``brief eval``: one run over a set, with progress on stderr; a repeated run reuses recorded replies."""

import asyncio
from collections import Counter
from pathlib import Path

from ..config.settings import Settings
from ..documents.source_index import Index
from ..errors import OutputError
from ..evaluation.board import Board, compared, loaded, to_json, to_text
from ..evaluation.checks import check_article, write_predictions
from ..evaluation.run import run_article
from ..evaluation.sets import LabelledArticle, Response, load
from ..kinds.fields import MAX_STRING
from ..kinds.registry import Kind, find
from ..llm.registry import connect, with_plan
from ..proof.judge import ask
from ..schemas.news import Claim
from .console import Console, expected_requests, model_and_host
from .terminal import say, write

__all__ = ["checks_run", "evaluate", "model_run"]


def checks_run(name: str, predictions: str | None = None) -> Board:
    """Run the checks alone on the set ``name``; write the flags to the file ``predictions`` if given."""
    board = Board({"what": "checks", "set": name, "model": None, "plan": None})
    flags = {}
    articles = load(name)
    say(f"brief: running the checks on {_count(articles)} of the set {name}; no model is asked")
    console = Console(quiet=False)
    for article in console.steps(articles, _name):
        counts, found = check_article(article)
        board.articles[article.id] = counts
        flags.update(found)
    if predictions:
        try:
            with Path(predictions).open("w", encoding="utf-8") as file:
                write_predictions(file, flags)
        except OSError as error:
            raise OutputError(f"cannot write {predictions}: {error.strerror}") from error
    return board


async def judged(board: Board, name: str, judge: Settings) -> None:
    """Let the model of ``judge`` judge each response in one request, and add its decisions to ``board``."""
    model, most = connect(judge)
    articles = load(name)
    responses = sum(_is_labelled(r) for a in articles for r in a.responses)
    say(f"brief: {model_and_host(judge)} is judging the responses; {expected_requests(responses, judge)}")
    console = Console(quiet=False)
    console.announce(model, judge)
    async with model:
        for article in console.steps(articles, _name):
            index = Index((article.document,))
            for response in article.responses:
                if not _is_labelled(response):
                    continue
                claim = Claim(text=response.text[:MAX_STRING], attributed_to=None, certainty="stated", cites=[])
                verdicts = await ask([("response", claim)], index, model, most, {}, lambda reply: reply.text)
                if "response" in verdicts.seen:
                    kind = "clean" if response.label == "clean" else "bad"
                    board.articles[article.id][f"looks {kind}"] += 1
                    board.articles[article.id][f"looks {kind} objected"] += "response" in verdicts.verdicts


async def model_run(name: str, kind: str, settings: Settings, judge: Settings | None = None) -> Board:
    """Brief the set ``name`` with the model and plan of ``settings``; ``judge`` judges the items."""
    console = Console(quiet=False)
    settings = with_plan(settings)
    about = {
        "what": "briefings",
        "set": name,
        "model": settings.model if settings.plan != "extract" else "none",
        "plan": settings.plan,
    }
    board = Board(about)
    found = find(kind, settings.kinds)
    articles = load(name)
    model, max_tokens = (None, 0) if settings.plan == "extract" else connect(settings)
    judging = connect(judge)[0] if judge else None
    say(f"brief: briefing {_count(articles)} of the set {name} {_effort(found, settings, judge, len(articles))}")
    console.announce(model, settings)
    console.announce(judging, judge or settings)

    async def all_articles() -> None:
        for article in console.steps(articles, _name):
            board.articles[article.id] = await run_article(
                article, found, model, settings, max_tokens=max_tokens, judge=judging
            )

    async def opened() -> None:
        if judging is None:
            await all_articles()
        else:
            async with judging:
                await all_articles()

    if model is None:
        await opened()
    else:
        async with model:
            await opened()
    return board


def _effort(kind: Kind, settings: Settings, judge: Settings | None, articles: int) -> str:
    """Describe who writes with which plan, who judges, and roughly how many requests that takes."""
    if settings.plan == "extract":
        said, each = "with --plan extract; no model writes", 0
    else:
        said = f"with {model_and_host(settings)}, plan {settings.plan}"
        each = len(kind.content.model_fields) if settings.plan == "steps" else 1
    if judge is not None and each:
        said, each = f"{said}, judged by {model_and_host(judge)}", each + 1
    return f"{said}; {expected_requests(articles * each, settings)}" if each else said


def _count(articles: list[LabelledArticle]) -> str:
    return f"{len(articles)} article{'s' * (len(articles) != 1)}"


def _is_labelled(response: Response) -> bool:
    return response.label in {"clean", "hallucinated"}


def evaluate(
    name: str,
    kind: str,
    settings: Settings | None,
    *,
    judge: Settings | None,
    style: str,
    against: str | None,
    predictions: str | None,
) -> None:
    """Print the scoreboard; ``settings`` None: of the checks alone, or of the checks and ``judge``."""
    other = loaded(against) if against else None
    if settings is None:
        board = checks_run(name, predictions)
        if judge is not None:
            asyncio.run(judged(board, name, judge))
    else:
        board = asyncio.run(model_run(name, kind, settings, judge))
    write(to_json(board) + "\n" if style == "json" else to_text(board))
    if other is not None and style != "json":
        write(compared(board, other))
    failed = sum(
        (Counter({k: v for k, v in c.items() if k.startswith("failed ")}) for c in board.articles.values()), Counter()
    )
    for why, count in failed.items():
        say(f"brief: {count} of {len(board.articles)} briefings failed: {why.removeprefix('failed ')}")


def _name(article: LabelledArticle) -> str:
    return article.id
