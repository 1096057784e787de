"""A trial of a model as judge: thirteen right and twelve wrong items of one article, in one request as in a run."""

import json
from importlib.resources import files
from typing import Any, NamedTuple

from ..documents.loaders.text import from_text
from ..documents.source_index import Index
from ..errors import BriefError
from ..kinds.fields import Caveat, Cited, Figure
from ..llm.base import Completion, Model
from ..proof.judge import ask
from ..schemas.news import Actor, Claim

__all__ = ["ABLE", "Score", "judge_trial", "trial_items"]

ABLE = (0.75, 0.15)
"""A judge must find at least the first share of the wrong items and object to at most the second of the right ones."""
_KINDS: dict[str, type[Cited]] = {"claims": Claim, "actors": Actor, "numbers": Figure, "caveats": Caveat}


class Score(NamedTuple):
    """The result of a model's trial as judge. ``reason``: why it judged nothing, else empty."""

    found: int
    wrong: int
    false: int
    right: int
    reason: str

    @property
    def able(self) -> bool:
        """True if the model may judge."""
        return not self.reason and self.found >= ABLE[0] * self.wrong and self.false <= ABLE[1] * self.right

    def __str__(self) -> str:
        """Return a clause for the user."""
        if self.reason:
            return self.reason
        return f"found {self.found} of {self.wrong} wrong items and objected to {self.false} of {self.right} right ones"


def trial_items() -> tuple[Index, list[tuple[str, Cited]], frozenset[str]]:
    """Return the article, its items by path, and the paths of the wrong ones."""
    data: dict[str, Any] = json.loads((files(__package__) / "judge_trial.json").read_text(encoding="utf-8"))
    index = Index((from_text(data["article"], "the judge's trial"),))
    counts: dict[str, int] = {}
    items: list[tuple[str, Cited]] = []
    wrong = set()
    for told in data["items"]:
        name = told["list"]
        path = f"{name}.{counts.setdefault(name, 0)}"
        counts[name] += 1
        node = _KINDS[name].model_validate({**told, "cites": []})
        items.append((path, node.model_copy(update={"cites": list(filter(None, [index.best(_words(told))]))})))
        wrong |= {path} if told["planted"] else set()
    return index, items, frozenset(wrong)


def _words(told: dict[str, Any]) -> str:
    return " ".join(str(told[name]) for name in ("name", "role", "text", "counts") if told.get(name))


async def judge_trial(model: Model, max_tokens: int) -> Score:
    """Let ``model`` judge the items and return its score. A model error becomes the score's reason."""
    index, items, wrong = trial_items()

    def text_of(completion: Completion) -> str:
        return completion.text

    try:
        judged = await ask(items, index, model, max_tokens, {}, text_of)
    except BriefError as error:  # a full disk, for example
        return Score(0, len(wrong), 0, len(items) - len(wrong), f"not tested: {error}")
    found = wrong & judged.verdicts.keys()
    false = judged.verdicts.keys() - wrong
    return Score(len(found), len(wrong), len(false), len(items) - len(wrong), judged.reason)
