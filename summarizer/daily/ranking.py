"""The ranking of stories, with reasons: independent outlets, copies and figures, times the greatest source weight."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ..facts.tokens import vocabulary
from .material import Material
from .paper import Paper

__all__ = ["Place", "places"]

INDEPENDENT = 3.0
"""Score of each independent outlet of a story; each copied article scores COPY."""
COPY = 0.5
DEVELOPING = 1.0
NUMBERS = 0.2
"""Score of each of a story's figures, up to five: figures make a story checkable."""


class Place(NamedTuple):
    """The place of a story: its score, the reasons in words, its section."""

    score: float
    reasons: list[str]
    section: str


def places(paper: Paper, materials: Mapping[str, Material]) -> dict[str, Place]:
    """Return the place of each story, by its id."""
    weights = {s.name: s.weight for s in paper.sources}
    return {name: _place(paper, m, weights) for name, m in materials.items()}


def _place(paper: Paper, m: Material, weights: Mapping[str, float]) -> Place:
    story = m.story
    weight = max((weights.get(a.source, 1.0) for a in story.articles), default=1.0)
    copied = sum(map(len, story.copies.values()))
    figures = min(5, sum(not q.small for i in m.index.body for q in m.index.quantities[i]))
    independent = story.independent
    score = (INDEPENDENT * independent + COPY * copied + NUMBERS * figures) * weight
    reasons = [f"{independent} independent source{'s' if independent > 1 else ''}" if independent > 1 else "one source"]
    if copied:
        reasons.append(f"{copied} more with the same text")
    if weight != 1.0:
        reasons.append(f"weight {weight:g}")
    if story.earlier:
        score += DEVELOPING
        reasons.append("goes on from an earlier edition")
    return Place(score, reasons, _section(paper, m))


def _section(paper: Paper, m: Material) -> str:
    """Return the first section with a word that the story contains, else the section of most of its sources."""
    texts = [" ".join([d.title or "", *(d.quote(s) for s in d.sentences[:12])]).casefold() for d in m.index.documents]
    words = frozenset().union(*map(vocabulary, texts))
    for section in paper.sections:
        for word in section.words:
            if vocabulary(word) <= words and any(word in text for text in texts):
                return section.name
    named = {s.name: s.section for s in paper.sources}
    told = Counter(named.get(a.source, "") for a in m.story.articles)
    return next((name for name, _ in told.most_common() if name), "")
