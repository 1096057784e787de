"""A trial of a model: what becomes of what it writes of one article, and whether it tells which figures disagree."""

from dataclasses import replace

from .daily.trial import pairs_sorted
from .evaluation.run import run_article
from .evaluation.sets import load
from .kinds import find
from .models.connect import Tried, connect
from .settings import Settings

__all__ = ["trial"]

ARTICLE = "a05"
"""The article of the open set that is briefed: of middle length, plain, in English."""
STANDING = 0.5
"""Share of a model's items that must stand as it wrote them, or it is not left to write."""
_COMPARED = {True: "it compares those of a story", False: "code compares those of a story"}


async def trial(settings: Settings) -> Tried:
    """What came out of both. Raises nothing that the model causes.

    The model is left to compare figures where it is right on all pairs of articles but one. The plan is ``single``
    where the briefing is whole and more than STANDING of its items passed the checks as the model wrote them; else
    ``extract``. Key facts are counted in 120 words, beside those in the article's own sentences.
    """
    article = next(a for a in load("open") if a.id == ARTICLE)
    kind = find("news")
    model, most = connect(replace(settings, plan="single", cache=False, refresh=False))
    async with model:
        wrote = await run_article(article, kind, model, replace(settings, plan="single"), max_tokens=most)
        right, pairs = await pairs_sorted(model) if wrote["valid"] else (0, 0)
    floor = await run_article(article, kind, None, replace(settings, plan="extract"), max_tokens=0)
    if not wrote["valid"]:
        why = next(name.removeprefix("failed ") for name in wrote if name.startswith("failed "))
        return Tried([("a trial article", f"failed: {why}"), _chosen("extract")], "extract", compares=False)
    able = right >= pairs - 1
    compared = ("figures that disagree", f"right on {right} of {pairs} pairs of articles: {_COMPARED[able]}")
    tried = wrote["items of model"] + wrote["rejected"]
    stood = wrote["items of model"] - wrote["items replaced"]
    said = f"{stood} of {tried} items stood the checks; {wrote['facts recalled']} of {wrote['facts']} key facts told, "
    said += f"{floor['facts recalled']} by the article's own sentences"
    plan = "single" if stood > STANDING * tried else "extract"
    return Tried([("a trial article", said), _chosen(plan), compared], plan, able)


def _chosen(plan: str) -> tuple[str, str]:
    how = {"single": "one call for a briefing", "extract": "the article's own sentences; --plan single lets it write"}
    return ("writing plan", f"{plan}: {how[plan]}")
