"""A trial of a model: how well it writes about one article, compares figures, and judges."""

from dataclasses import replace

from ..config.settings import Settings
from ..daily.writing import comparison_tokens
from ..errors import ModelError
from ..kinds.registry import find
from ..llm.base import Model
from ..llm.registry import Tried, connect
from .grouping_trial import pairs_sorted
from .judge_trial import judge_trial
from .run import run_article
from .sets import load

__all__ = ["trial"]

ARTICLE = "a05"
"""The article of the open set that is briefed: of medium length, plain, in English."""
STANDING = 0.5
"""Share of a model's items that must pass unchanged for the model to write briefings."""


async def trial(settings: Settings) -> Tried:
    """Run the trials and return the results. Raises no error that the model causes.

    The plan is ``single`` where the briefing is whole and more than STANDING of its items passed the checks as the
    model wrote them; else ``extract``. Key facts are counted in 120 words of claims and of the article's own sentences.
    A model that may write is also asked about pairs of articles, and may compare figures if it is right on all or all
    but one.
    """
    article = next(a for a in load("open") if a.id == ARTICLE)
    kind = find("news")
    alone = replace(settings, plan="single", cache=False, refresh=False)
    model, most = connect(alone)
    async with model:
        wrote = await run_article(article, kind, model, alone, max_tokens=most)
        if not wrote["valid"]:
            why = next(name.removeprefix("failed ") for name in wrote if name.startswith("failed "))
            return Tried([("a trial article", f"failed: {why}"), _chosen("extract")], "extract")
        tried = wrote["items of model"] + wrote["rejected"]
        stood = wrote["items of model"] - wrote["items replaced"]
        plan = "single" if stood > STANDING * tried else "extract"
        row, able = await _comparison(model, alone) if plan == "single" else (None, None)
        judged = await judge_trial(model, most)
    floor = await run_article(article, kind, None, replace(settings, plan="extract"), max_tokens=0)
    said = f"{stood} of {tried} items passed the checks; {wrote['facts recalled']} of {wrote['facts']} key facts told, "
    said += f"{floor['facts recalled']} by the article's own sentences"
    judging = "judges what it writes" if judged.able else "is not asked to judge"
    rows = [
        ("a trial article", said),
        _chosen(plan),
        *([row] if row else []),
        ("as a judge", f"{judged}: it {judging}"),
    ]
    return Tried(rows, plan, able, judged.able)


async def _comparison(model: Model, settings: Settings) -> tuple[tuple[str, str], bool | None]:
    """Return the row on figures that disagree, and True if the model can find them; None if it gave no answers."""
    what = "figures that disagree"
    try:
        right, pairs = await pairs_sorted(model, comparison_tokens(settings))
    except ModelError as error:
        return (what, f"not tested: {error}"), None
    able = right >= pairs - 1
    asked = "asks it which figures disagree" if able else "shows no figures that disagree"
    return (what, f"right on {right} of {pairs} pairs of articles: brief daily {asked}"), able


def _chosen(plan: str) -> tuple[str, str]:
    how = {
        "single": "one call for a briefing",
        "extract": "does better than this model, which still writes if you name it, with a warning",
    }
    return ("writing plan", f"{plan}: {how[plan]}")
