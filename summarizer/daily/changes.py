"""What today's articles tell otherwise than an earlier edition did: a figure that moved, something that is denied."""

from collections.abc import Iterator, Sequence
from datetime import date

from ..citations import quote
from ..facts.cues import denies
from ..facts.index import Index
from ..facts.tokens import folded_line
from .alignment import aligned
from .differences import said
from .edition import Change, Mention, Said
from .figures import Figure, figures
from .records import Article, Told
from .stories import outlet_of

__all__ = ["changes"]

MOST = 5
DENIED = 0.35
"""Share, by weight, of a denial's words that the told sentence has which it denies."""


def changes(
    index: Index, articles: dict[str, Article], earlier: Index | None, past: dict[str, Article], told: Sequence[Told]
) -> list[Change]:
    """Figures and denials of today against the sentences that earlier editions told of the same story.

    ``earlier``: the articles of those editions, ``past`` the same by the ids of their documents; the last edition that
    told something counts.
    """
    if earlier is None:
        return []
    shown = {folded_line(t.text): t for t in told if t.kind == "sentence"}
    before = {i: t for i in earlier.body if (t := shown.get(folded_line(" ".join(earlier.texts[i].split()))))}
    found = [*_figures(index, articles, earlier, past, before), *_denials(index, articles, earlier, before)]
    return found[:MOST]


def _figures(
    index: Index, articles: dict[str, Article], earlier: Index, past: dict[str, Article], before: dict[str, Told]
) -> Iterator[Change]:
    both = Index((*index.documents, *earlier.documents))
    old: dict[str, list[Figure]] = {}
    for document in earlier.documents:
        old[document.id] = [f for f in figures(earlier, document.id) if f.sentence in before]
    used: set[tuple[str, int]] = set()
    newest = sorted(old, key=lambda d: max((before[f.sentence].edition for f in old[d]), default=date.min))
    for document in index.documents:
        mine = list(figures(index, document.id))
        for name in reversed(newest):
            times = (past[name].published, articles[document.id].published)
            for a, b, relation in aligned(old[name], mine, times, both):
                place = (b.sentence, b.start)
                if place in used:
                    continue
                used.add(place)  # told the same by the last edition that told it, or changed since
                if relation in {"updated", "conflict"}:
                    yield Change(kind="figure", before=_mention(before[a.sentence]), now=said(b, index, articles))


def _denials(index: Index, articles: dict[str, Article], earlier: Index, before: dict[str, Told]) -> Iterator[Change]:
    among = frozenset(before)
    for i in index.body:
        text = index.texts[i]
        if not among or not denies(text):
            continue
        best = earlier.best(text, among)
        if best is not None and earlier.support(text, (best,)) >= DENIED and not denies(earlier.texts[best]):
            article = articles[index.places[i][0].id]
            speaker = index.speakers.get(i)
            now = Said(
                text=" ".join(text.split()),
                bound="exact",
                speaker=speaker.speaker if speaker else None,
                outlet=outlet_of(article),
                published=article.published,
                quote=quote(index, i),
            )
            yield Change(kind="denial", before=_mention(before[best]), now=now)


def _mention(told: Told) -> Mention:
    return Mention(edition=told.edition, text=told.text, url=told.url)
