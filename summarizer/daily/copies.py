"""Detection of articles that copy one text: agency reports that outlets cut and print under their own headline.

Two texts are copies if they share at least CONTAINED of the shorter one's five-word sequences (Broder's containment,
1997). Copies of copies are copies: outlets keep different parts of a report. ``python -m tests.bench copies`` prints
precision and recall on sets of edited agency texts.
"""

from collections import Counter
from collections.abc import Sequence

from ..facts.tokens import tokens

__all__ = ["CONTAINED", "copies"]

CONTAINED = 0.35
SHINGLE = 5
COMMON = 50
"""Greatest number of texts that may share a sequence: one shared by more is boilerplate and is ignored."""
WORDS = 2_000
"""Number of words of a text that are compared."""


def copies(texts: Sequence[str]) -> list[int]:
    """Return a label for each of ``texts``, the same for copies of each other: the position of the first of them."""
    shingles = [_shingles(t) for t in texts]
    where: dict[int, list[int]] = {}
    for n, own in enumerate(shingles):
        for shingle in own:
            where.setdefault(shingle, []).append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for places in where.values():
        if 1 < len(places) <= COMMON:
            for at, b in enumerate(places):
                for a in places[:at]:
                    shared[a, b] += 1
    root = list(range(len(texts)))
    for (a, b), count in sorted(shared.items()):
        if count >= CONTAINED * min(len(shingles[a]), len(shingles[b])):
            one, other = sorted((_root(root, a), _root(root, b)))
            root[other] = one
    return [_root(root, n) for n in range(len(texts))]


def _root(root: list[int], n: int) -> int:
    while root[n] != n:
        root[n] = root[root[n]]
        n = root[n]
    return n


def _shingles(text: str) -> frozenset[int]:
    words = [t for *_, t in tokens(text)][:WORDS]
    return frozenset(hash(tuple(words[n : n + SHINGLE])) for n in range(len(words) - SHINGLE + 1))
