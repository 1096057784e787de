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
LEVELS = (0.6, 0.4, 0.25, 0.15)
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
    for row, column, value in _blocks(spread, hours):
        likeness = value * scale[row] * scale[column]
        kept = (likeness >= LEAST) & (column > row)
        found.append((order[row[kept]].astype(np.int32), order[column[kept]].astype(np.int32), likeness[kept]))
    row, column, value = (np.concatenate([f[n] for f in found]) for n in range(3))
    return sparse.csr_matrix((value, (row, column)), shape=(len(texts), len(texts)))


def _unit(rows: "csr_matrix") -> "csr_matrix":
    """Rows of length one."""
    import numpy as np
    from scipy import sparse

    size = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags_array((1 / np.maximum(size, 1e-9)).astype(np.float32)) @ rows).tocsr()


def _blocks(rows: "csr_matrix", hours: Any) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401 - numpy's arrays
    """``(row, column, similarity)`` as arrays, for BLOCK rows at a time. ``rows`` are in the order of ``hours``."""
    import numpy as np

    known = int(np.count_nonzero(~np.isnan(hours)))
    for first in range(0, rows.shape[0], BLOCK):
        last = min(first + BLOCK, rows.shape[0])
        near = np.arange(rows.shape[0])
        if last <= known:  # what lies REACH apart is not alike, whatever it says
            begin = np.searchsorted(hours[:known], hours[first] - REACH)
            end = np.searchsorted(hours[:known], hours[last - 1] + REACH)
            near = np.concatenate((np.arange(begin, end), np.arange(known, rows.shape[0])))
        found = (rows[first:last] @ rows[near].T).tocoo()
        row, column = found.row + first, near[found.col]
        apart = np.nan_to_num(np.abs(hours[row] - hours[column])).astype(np.float32)
        yield row, column, found.data * np.exp(-apart / HOURS)


def _neighbours(rows: "csr_matrix", hours: Any) -> "csr_matrix":  # noqa: ANN401
    """For each text how much it takes up of its nearest others."""
    import numpy as np
    from scipy import sparse

    found = []
    for first, (row, column, value) in enumerate(_blocks(rows, hours)):
        near = (row != column) & (value >= NEAR)
        order = np.flatnonzero(near)
        order = order[np.lexsort((-value[order], row[order]))]
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

    Level by level, so that few are in one dense matrix: no join at a level can make two clusters of different
    components more alike than that level, so this is what joining one by one gives.
    """
    import numpy as np
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    total = pairs.shape[0]
    _, label = np.unique(np.asarray(given), return_inverse=True)
    held = np.isin(np.asarray(given), list(fixed))
    for level in (*(v for v in LEVELS if v > enough), enough):
        groups, label = np.unique(label, return_inverse=True)
        member = sparse.csr_matrix((np.ones(total, np.float32), (np.arange(total), label)), shape=(total, len(groups)))
        size = np.bincount(label).astype(np.float32)
        known = np.bincount(label, weights=held) > 0
        sums = (member.T @ pairs @ member).tocoo()
        inner = sums.row != sums.col
        row, column, value = sums.row[inner], sums.col[inner], sums.data[inner]
        sums = sparse.csr_matrix(
            (np.tile(value, 2), (np.append(row, column), np.append(column, row))), shape=(len(groups),) * 2
        )
        both = sums.tocoo()
        alike = both.data >= level * size[both.row] * size[both.col]
        graph = sparse.csr_matrix((both.data[alike], (both.row[alike], both.col[alike])), shape=sums.shape)
        count, component = connected_components(graph, directed=False)
        order = np.argsort(component, kind="stable")
        bounds = np.searchsorted(component[order], np.arange(count + 1))
        new = np.arange(len(groups))
        for c in np.flatnonzero(np.diff(bounds) > 1):
            inside = order[bounds[c] : bounds[c + 1]]
            dense = sums[inside][:, inside].toarray()
            new[inside] = inside[_dense(dense, size[inside], known[inside], level)]
        label = new[label]
    first: dict[int, int] = {}
    return [first.setdefault(int(root), n) for n, root in enumerate(label)]


def _dense(sums: Any, size: Any, known: Any, enough: float) -> Any:  # noqa: ANN401
    """The root of each of some clusters, given the sums of their members' similarities, sizes, and which are fixed."""
    import numpy as np

    total = len(size)
    root = np.arange(total)
    np.fill_diagonal(sums, -np.inf)
    sums[np.ix_(known, known)] = -np.inf
    average = sums / size / size[:, None]
    nearest = average.argmax(axis=1)
    best = average[root, nearest]
    while True:
        a = int(best.argmax())
        if best[a] < enough:
            break
        b = int(nearest[a])
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        sums[a, a] = -np.inf
        sums[b] = sums[:, b] = -np.inf
        size[a] += size[b]
        known[a] |= known[b]
        best[b] = -np.inf
        root[root == b] = a
        now = sums[a] / (size * size[a])
        nearer = now > best
        nearer &= best > -np.inf
        best[nearer], nearest[nearer] = now[nearer], a
        stale = np.flatnonzero(((nearest == a) | (nearest == b)) & ~nearer & (best > -np.inf))
        if a not in stale:
            stale = np.append(stale, a)
        again = sums[stale] / size / size[stale, None]
        nearest[stale] = again.argmax(axis=1)
        best[stale] = again[np.arange(len(stale)), nearest[stale]]
    return root
