"""Articles -> stories of one period: average-link clusters of words, names and numbers in titles and leads. No model.

A headline of seven words shares few of them with the next one about the same event, so each text first takes on some
of its nearest neighbours' words. The similarity of two texts is then the cosine of these words, lower if far apart in
time and if they are long, because long texts share words by chance. The weights were chosen on ECB+ (train) and on
the UCI news titles (dev); ``python -m tests.bench clusters`` prints what they reach.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..facts.language import FUNCTION_WORDS
from ..facts.tokens import fold, stem, tokens
from .common import ARTICLES, shares

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["Text", "attach", "cluster"]

CAPITAL = 2.0
"""The weight of a capitalised word: names tell events apart."""
MOST = 3.0
"""Greatest weight of one word in a text, however often it occurs."""
RARE = 2.0
"""Added to each word's inverse document frequency, so that words common to all of a small collection still count."""
NEIGHBOURS = 4
NEAR = 0.15
"""Least similarity at which a text takes up another's words: in a small collection the nearest may be far away."""
TAKEN = 2.0
"""Share of its nearest texts that a text takes up, multiplied by their similarity."""
KEPT = 25
"""Number of words that a text keeps, including those of its neighbours: the heaviest."""
HOURS = 12.0
"""Hours between two texts that reduce their similarity to about a third."""
REACH = 4 * HOURS
"""Hours between two texts beyond which they do not count as similar."""
LENGTH = 0.6
"""Penalty for long texts: the exponent of a text's length, in content words divided by eight."""
ENOUGH = 0.1
"""Least average similarity at which two clusters are merged."""
LEAST = 0.02
"""Similarities below this are treated as zero."""
LEVELS = (1.2, 0.8, 0.5, 0.25)
"""Similarities at which clusters are formed, one after the other, down to ENOUGH."""
SAME_STORY = 0.04
"""Least average similarity at which today's cluster continues a story of earlier days, whose words have moved on."""
BLOCK = 500
"""Number of texts whose similarities to all others are in memory at once."""
WORDS = 60
"""Number of words of a title and lead that are used."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


class Text(NamedTuple):
    """The parts of an article that identify its event.

    ``hours``: time of publication in hours since any fixed moment; None if unknown.
    """

    title: str
    lead: str = ""
    hours: float | None = None


def cluster(texts: Sequence[Text], enough: float = ENOUGH) -> list[int]:
    """Return a label for each of ``texts``, the same for texts about one event: the position of the first of them.

    ``enough``: least average similarity at which two clusters are merged. Needs the extra 'daily' (numpy, scipy).
    """
    if len(texts) < 2:
        return list(range(len(texts)))
    return _joined(_similar(texts), enough, list(range(len(texts))), set())


def attach(texts: Sequence[Text], groups: Sequence[int], fixed: Collection[int]) -> list[int]:
    """Return ``groups`` (a label for each of ``texts``) after joining those about one event, ignoring times.

    Two groups of ``fixed`` are never joined: they are stories already. A story takes the label of one of its texts'
    groups, the fixed one if it has one.
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
    """Return the stem of ``word`` and its weight; None for a function word or a single character."""
    folded = fold(word)
    if len(folded) < 2 or folded in _COMMON:
        return None
    return stem(folded), CAPITAL if word[0].isupper() else 1.0


_COMMON = frozenset().union(*FUNCTION_WORDS.values())


def _words(text: Text) -> dict[str, float]:
    """Return the stems of a text and the weight of each."""
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
    """Return the similarities of all pairs of texts that are at least LEAST alike, each pair once."""
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
    """Return ``rows`` scaled to length one."""
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
    """Yield the pairs that are at least ``least`` alike, as arrays ``(row, column, similarity)``, BLOCK rows at a time.

    ``rows`` are in the order of ``hours``. ``once``: each pair only with the greater column, else both ways round.
    """
    import numpy as np

    total, known = rows.shape[0], int(np.count_nonzero(~np.isnan(hours)))
    for first in range(0, total, BLOCK):
        last = min(first + BLOCK, total)
        near = np.arange(first if once else 0, total)
        if last <= known:  # texts REACH apart are not alike, whatever they say
            begin = first if once else np.searchsorted(hours[:known], hours[first] - REACH)
            end = np.searchsorted(hours[:known], hours[last - 1] + REACH)
            near = np.concatenate((np.arange(begin, end), np.arange(known, total)))
        found = rows[first:last] @ rows[near].T
        alike = np.flatnonzero(found.data >= least)  # the time between them can only lower the similarity
        row = np.repeat(np.arange(first, last, dtype=np.int32), np.diff(found.indptr))[alike]
        column, value = near[found.indices[alike]], found.data[alike]
        value *= np.exp(-np.nan_to_num(np.abs(hours[row] - hours[column])).astype(np.float32) / HOURS)
        kept = (value >= least) & ((column > row) if once else (column != row))
        yield row[kept], column[kept], value[kept]


def _neighbours(rows: "csr_matrix", hours: Any) -> "csr_matrix":  # noqa: ANN401
    """Return the weight with which each text takes up the words of its nearest neighbours."""
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
    """Return each row with only its KEPT greatest values."""
    import numpy as np
    from scipy import sparse

    wide = rows.tocoo()
    order = np.lexsort((-wide.data, wide.row))
    row, column, value = wide.row[order], wide.col[order], wide.data[order]
    begins = np.searchsorted(row, np.arange(rows.shape[0]))
    best = np.arange(len(row)) - begins[row] < KEPT
    return sparse.csr_matrix((value[best], (row[best], column[best])), shape=rows.shape)


def _joined(pairs: "csr_matrix", enough: float, given: Sequence[int], fixed: Collection[int]) -> list[int]:
    """Average-link clustering: join the two most similar of the groups ``given`` while they are ``enough`` alike.

    Two groups of ``fixed`` are never joined. Returns, for each text, the position of the first text of its cluster.

    Two groups that are each other's most similar are joined at once, wherever they are: joining others cannot make
    either more like a third, so the result is that of joining one by one, except for ties (de Rham, Les Cahiers de
    l'Analyse des Données 5, 1980). It works level by level, so that after each join only pairs within components of
    that level are re-summed.
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
    """Return each pair of groups once with the sum of its values, without a group with itself or two that are held."""
    import numpy as np
    from scipy import sparse

    apart = (row != column) & ~(held[row] & held[column])
    low, high = np.minimum(row, column)[apart], np.maximum(row, column)[apart]
    sums = sparse.csr_matrix((value[apart], (low, high)), shape=(len(held), len(held))).tocoo()
    return sums.row, sums.col, sums.data


def _mutual(average: Any, row: Any, column: Any, enough: float, count: int) -> Any:  # noqa: ANN401
    """Return the positions of pairs that are each other's most similar and ``enough`` alike; no group is in two."""
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
