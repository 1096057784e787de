"""Articles -> stories of one time: average-link clusters of words, names and numbers in titles and leads. No model.

A headline of seven words shares few of them with the next one about the same event, so each text first takes up a part
of its nearest neighbours' words. Then the similarity of two texts is the cosine of those, less the further their times
lie apart and the longer both are, for long texts share words by chance. The weights were chosen on ECB+ (train) and on
the UCI news titles (dev); ``python -m tests.bench clusters`` prints what they reach.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..facts.tokens import fold, stem, tokens
from ..language import FUNCTION_WORDS
from .common import ARTICLES, shares

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["Text", "attach", "cluster"]

CAPITAL = 2.0
"""What a word with a capital counts: names tell events apart."""
MOST = 3.0
"""What one word of a text may count at most, however often it stands there."""
RARE = 2.0
"""Added to each word's inverse document frequency: also what all of a small collection tell counts."""
NEIGHBOURS = 4
NEAR = 0.15
"""The similarity from which a text takes up another's words: in a small collection the nearest may be far."""
TAKEN = 2.0
"""How much of its nearest texts a text takes up, times how similar they are."""
KEPT = 25
"""Words that a text keeps, with those of its neighbours: the heaviest."""
HOURS = 12.0
"""The time after which two texts are a third as similar."""
REACH = 4 * HOURS
"""The time after which they are not alike."""
LENGTH = 0.6
"""How much longer texts must be more alike: the exponent of a text's length, in words of content, over eight."""
ENOUGH = 0.1
"""The average similarity from which two clusters are one."""
LEAST = 0.02
"""Similarities below are taken for none."""
LEVELS = (1.2, 0.8, 0.5, 0.25)
"""Similarities at which clusters are made one after the other, down to ENOUGH."""
SAME_STORY = 0.04
"""The same from which today's cluster goes on with a story of earlier days, whose words have moved on."""
BLOCK = 500
"""Texts whose similarities to all are in memory at once."""
WORDS = 60
"""Words of a title and lead that are looked at."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


class Text(NamedTuple):
    """What of an article tells its event. ``hours``: when it was published, counted from any moment; None: unknown."""

    title: str
    lead: str = ""
    hours: float | None = None


def cluster(texts: Sequence[Text], enough: float = ENOUGH) -> list[int]:
    """A label for each of ``texts``, the same for those of one event: the place of the first of them.

    ``enough``: the similarity from which two are one. Needs the extra 'daily' (numpy, scipy).
    """
    if len(texts) < 2:
        return list(range(len(texts)))
    return _joined(_similar(texts), enough, list(range(len(texts))), set())


def attach(texts: Sequence[Text], groups: Sequence[int], fixed: Collection[int]) -> list[int]:
    """``groups`` (a label for each of ``texts``) after joining those of one event; times do not count.

    Two groups of ``fixed`` are never joined: they are stories already. The label of a story is that of one of its
    texts' groups, the fixed one where it has one.
    """
    if len(set(groups)) < 2:
        return list(groups)
    timeless = [t._replace(hours=None) for t in texts]
    roots = _joined(_similar(timeless), SAME_STORY, list(groups), set(fixed))
    names: dict[int, int] = {}
    for root, group in zip(roots, groups, strict=True):
        if root not in names or (group in fixed and names[root] not in fixed):
            names[root] = group
    return [names[root] for root in roots]


@lru_cache(maxsize=65_536)
def _weighed(word: str) -> tuple[str, float] | None:
    """The stem of ``word`` and what it counts; None for one that says nothing."""
    folded = fold(word)
    if len(folded) < 2 or folded in _COMMON:
        return None
    return stem(folded), CAPITAL if word[0].isupper() else 1.0


_COMMON = frozenset().union(*FUNCTION_WORDS.values())


def _words(text: Text) -> dict[str, float]:
    """The stems of a text and what each counts."""
    whole = f"{text.title}\n{text.lead}"
    found: list[str] = _WORD.findall(whole)[:WORDS]
    if not whole.isascii() and any(len(w) > 8 and w[0] >= "\u0e00" for w in found):  # a script without spaces
        found = [t for *_, t in tokens(whole[:400])]
    counts: dict[str, float] = {}
    for word in found:
        if known := _weighed(word):
            counts[known[0]] = min(MOST, counts.get(known[0], 0.0) + known[1])
    return counts


def _similar(texts: Sequence[Text]) -> "csr_matrix":
    """The similarities of the pairs of texts that are alike at all, each pair once."""
    import numpy as np
    from scipy import sparse

    counts = [_words(t) for t in texts]
    places: dict[str, int] = {}
    columns = np.fromiter((places.setdefault(w, len(places)) for c in counts for w in c), dtype=np.int32)
    starts = np.concatenate(([0], np.cumsum([len(c) for c in counts]))).astype(np.int32)
    values = np.fromiter((v for c in counts for v in c.values()), dtype=np.float32)
    rows = sparse.csr_matrix((values, columns, starts), shape=(len(texts), len(places)))
    usual = np.fromiter(map(shares, places), dtype=np.float32, count=len(places))
    share = (np.bincount(columns, minlength=len(places)) + ARTICLES * usual) / (len(texts) + ARTICLES)
    hours = np.array([np.nan if t.hours is None else t.hours for t in texts], dtype=np.float64)
    order = np.argsort(hours, kind="stable")  # those without a time come last
    rows = _unit(rows @ sparse.diags_array((RARE - np.log(share)).astype(np.float32)))[order]
    scale = ((8 / np.maximum(np.diff(starts), 3)) ** LENGTH).astype(np.float32)[order]
    hours = hours[order]
    spread = _unit(_heaviest(rows + _neighbours(rows, hours) @ rows))
    found = []
    for row, column, value in _blocks(spread, hours, LEAST / float(scale.max()) ** 2, once=True):
        likeness = value * scale[row] * scale[column]
        kept = likeness >= LEAST
        found.append((order[row[kept]].astype(np.int32), order[column[kept]].astype(np.int32), likeness[kept]))
    row, column, value = (np.concatenate([f[n] for f in found]) for n in range(3))
    return sparse.csr_matrix((value, (row, column)), shape=(len(texts), len(texts)))


def _unit(rows: "csr_matrix") -> "csr_matrix":
    """Rows of length one."""
    import numpy as np
    from scipy import sparse

    size = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags_array((1 / np.maximum(size, 1e-9)).astype(np.float32)) @ rows).tocsr()


def _blocks(
    rows: "csr_matrix",
    hours: Any,  # noqa: ANN401 - numpy's arrays
    least: float,
    *,
    once: bool,
) -> Iterator[tuple[Any, Any, Any]]:
    """``(row, column, similarity)`` as arrays, for BLOCK rows at a time: the pairs of texts that are ``least`` alike.

    ``rows`` are in the order of ``hours``. ``once``: each pair only with the greater column, else both ways round.
    """
    import numpy as np

    total, known = rows.shape[0], int(np.count_nonzero(~np.isnan(hours)))
    for first in range(0, total, BLOCK):
        last = min(first + BLOCK, total)
        near = np.arange(first if once else 0, total)
        if last <= known:  # what lies REACH apart is not alike, whatever it says
            begin = first if once else np.searchsorted(hours[:known], hours[first] - REACH)
            end = np.searchsorted(hours[:known], hours[last - 1] + REACH)
            near = np.concatenate((np.arange(begin, end), np.arange(known, total)))
        found = rows[first:last] @ rows[near].T
        alike = np.flatnonzero(found.data >= least)  # time can only part them further
        row = np.repeat(np.arange(first, last, dtype=np.int32), np.diff(found.indptr))[alike]
        column, value = near[found.indices[alike]], found.data[alike]
        value *= np.exp(-np.nan_to_num(np.abs(hours[row] - hours[column])).astype(np.float32) / HOURS)
        kept = (value >= least) & ((column > row) if once else (column != row))
        yield row[kept], column[kept], value[kept]


def _neighbours(rows: "csr_matrix", hours: Any) -> "csr_matrix":  # noqa: ANN401
    """For each text how much it takes up of its nearest others."""
    import numpy as np
    from scipy import sparse

    found = []
    for first, (row, column, value) in enumerate(_blocks(rows, hours, NEAR, once=False)):
        order = np.lexsort((-value, row))
        begins = np.searchsorted(row[order], np.arange(first * BLOCK, first * BLOCK + BLOCK))
        best = order[np.arange(len(order)) - begins[row[order] - first * BLOCK] < NEIGHBOURS]
        found.append((row[best], column[best], value[best]))
    row, column, value = (np.concatenate([f[n] for f in found]) for n in range(3))
    return sparse.csr_matrix((TAKEN * value, (row, column)), shape=(rows.shape[0], rows.shape[0]))


def _heaviest(rows: "csr_matrix") -> "csr_matrix":
    """Each row with its KEPT greatest values."""
    import numpy as np
    from scipy import sparse

    wide = rows.tocoo()
    order = np.lexsort((-wide.data, wide.row))
    row, column, value = wide.row[order], wide.col[order], wide.data[order]
    begins = np.searchsorted(row, np.arange(rows.shape[0]))
    best = np.arange(len(row)) - begins[row] < KEPT
    return sparse.csr_matrix((value[best], (row[best], column[best])), shape=rows.shape)


def _joined(pairs: "csr_matrix", enough: float, given: Sequence[int], fixed: Collection[int]) -> list[int]:
    """Average-link clusters: of the groups ``given``, the two most similar are joined while they are ``enough``.

    Never two groups of ``fixed``. Returns for each text the place of the first of its cluster.

    Two that are each other's most similar are joined at once, wherever they are: joining others can make neither more
    like a third, so this is what joining one by one gives, but for ties (de Rham, Les Cahiers de l'Analyse des Données
    5, 1980). Level by level, so that after each join only the pairs within components of that level are summed anew.
    """
    import numpy as np
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    _, label = np.unique(np.asarray(given), return_inverse=True)
    held = np.bincount(label, weights=np.isin(np.asarray(given), list(fixed))) > 0
    size = np.bincount(label).astype(np.float32)
    found = pairs.tocoo()
    edges = _sums(label[found.row], label[found.col], found.data, held)
    for level in (*(v for v in LEVELS if v > enough), enough):
        roots = np.arange(len(size))
        row, column, value = edges
        alike = value >= level * size[row] * size[column]
        graph = sparse.csr_matrix((value[alike], (row[alike], column[alike])), shape=(len(size), len(size)))
        _, part = connected_components(graph, directed=False)
        inner = part[row] == part[column]
        row, column, value = row[inner], column[inner], value[inner]
        while len(chosen := _mutual(value / (size[row] * size[column]), row, column, level, len(size))):
            new = np.arange(len(size))
            new[column[chosen]] = row[chosen]
            size += np.bincount(row[chosen], weights=size[column[chosen]], minlength=len(size)).astype(np.float32)
            held[row[chosen]] |= held[column[chosen]]
            roots = new[roots]
            row, column, value = _sums(new[row], new[column], value, held)
        left, roots = np.unique(roots, return_inverse=True)
        size, held, label = size[left], held[left], roots[label]
        edges = _sums(roots[edges[0]], roots[edges[1]], edges[2], held)
    places: dict[int, int] = {}
    return [places.setdefault(int(root), n) for n, root in enumerate(label)]


def _sums(row: Any, column: Any, value: Any, held: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401
    """Each pair of groups once, with the sum of its values; none of a group with itself, or of two that are held."""
    import numpy as np
    from scipy import sparse

    apart = (row != column) & ~(held[row] & held[column])
    low, high = np.minimum(row, column)[apart], np.maximum(row, column)[apart]
    sums = sparse.csr_matrix((value[apart], (low, high)), shape=(len(held), len(held))).tocoo()
    return sums.row, sums.col, sums.data


def _mutual(average: Any, row: Any, column: Any, enough: float, count: int) -> Any:  # noqa: ANN401
    """The places of the pairs of which each is the other's most similar, and ``enough``; no group is in two of them."""
    import numpy as np

    alike = np.flatnonzero(average >= enough)
    a, b, average = row[alike], column[alike], average[alike]
    best = np.zeros(count, average.dtype)
    np.maximum.at(best, a, average)
    np.maximum.at(best, b, average)
    mutual = np.flatnonzero((average == best[a]) & (average == best[b]))
    a, b, order = a[mutual], b[mutual], np.arange(len(mutual))
    first = np.full(count, len(a))  # of several that are equally alike, the first
    np.minimum.at(first, a, order)
    np.minimum.at(first, b, order)
    return alike[mutual[(first[a] == order) & (first[b] == order)]]
