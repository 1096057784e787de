"""Briefing -> one HTML page: the briefing, beside it the article, and a link from each item to its sentences.

It needs no script and loads nothing: a link to a sentence is one within the page, and the style sheet highlights its
target.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..briefing import Briefing, SentenceSpan, Source
from .about import Masthead
from .appendix import appendix
from .characters import direction, visible
from .outline import Outline, outline
from .templating import drawn, page

__all__ = ["to_html", "to_notebook"]

SAMPLE = 10_000
"""Characters of an article that tell its direction."""
_NEEDS_NO_WORD = frozenset({"", "supported", "doubtful"})
"""Outcomes that get no mark: the usual one, and the one whose doubts are written out."""


class ArticleSentence(NamedTuple):
    """A sentence of an article. ``aside``: True if it is not news: a date, a caption, something reported before."""

    id: str
    text: str
    aside: bool


class Article(NamedTuple):
    """An article to read beside the briefing.

    ``heading``: its title, where the text does not begin with it; its number and outlet too, if there are several.
    """

    heading: str
    language: str
    direction: str
    paragraphs: tuple[tuple[ArticleSentence, ...], ...]


def to_html(briefing: "Briefing[Any]") -> str:
    """Return the briefing with its articles and all its evidence as a page that stands alone."""
    return _report(briefing, framed=False)


def to_notebook(briefing: "Briefing[Any]") -> str:
    """Return the page in a frame for the output of a notebook.

    A frame keeps the style and the ids of the page from those of the notebook, and of other briefings in it. Its
    sandbox allows links to outlets to open in a new tab, and nothing else.
    """
    return drawn("notebook", report=_report(briefing, framed=True))


def _report(briefing: "Briefing[Any]", *, framed: bool) -> str:
    """Return the page: the short view, with the figures and names that this leaves out folded below it."""
    short, whole = outline(briefing), outline(briefing, full=True)
    more = [group for group in whole.groups if group not in short.groups]
    return page(
        "report",
        "base",
        "report",
        framed=framed,
        title=short.headline.text or short.headline.lead,
        language=briefing.language,
        direction=direction(" ".join(line.text for group in whole.groups for line in group.lines)),
        outline=short._replace(proven=whole.proven),
        marks=_marks(whole),
        folded=[*more, *appendix(briefing, sentences=False)],
        articles=list(map(_article, briefing.documents, _numbered(short.origins))),
    )


def _marks(drawn: Outline) -> frozenset[str]:
    """Return the outcomes that are worth a word beside an item; none if all items have the same one."""
    lines = [drawn.headline, *(line for group in drawn.groups for line in group.lines)]
    outcomes = {line.outcome for line in lines if line.outcome}
    return frozenset(outcomes - _NEEDS_NO_WORD) if len(outcomes) > 1 else frozenset()


def _numbered(origins: Sequence[Masthead]) -> list[str]:
    """Return the number and outlet of each article, as the pointers count them; empty for a single one."""
    return [f"{n} {origin.outlet}" for n, origin in enumerate(origins, 1)] if len(origins) > 1 else [""]


def _article(source: Source, number: str) -> Article:
    title = visible(source.title or "")
    paragraphs = tuple(_paragraphs(source))
    first = paragraphs[0][0].text if paragraphs else ""
    heading = " · ".join(filter(None, (number, "" if title.rstrip(".") in first else title)))
    return Article(heading, source.language, direction(source.text[:SAMPLE]), paragraphs)


def _paragraphs(source: Source) -> Iterator[tuple[ArticleSentence, ...]]:
    """Yield the sentences of each paragraph. A blank line ends one; in a text without any, each line break does."""
    gaps = [_breaks(source.text[a.end : b.start]) for a, b in zip(source.sentences, source.sentences[1:], strict=False)]
    enough = min(max(gaps, default=0), 2)
    paragraph: list[ArticleSentence] = []
    for sentence, gap in zip(source.sentences, [*gaps, enough], strict=False):
        paragraph.append(_sentence(source.text, sentence))
        if gap and gap >= enough:
            yield tuple(paragraph)
            paragraph = []
    if paragraph:
        yield tuple(paragraph)


def _breaks(gap: str) -> int:
    """Return the number of line breaks between two sentences."""
    return len(gap.strip(" \t").splitlines())


def _sentence(text: str, span: SentenceSpan) -> ArticleSentence:
    return ArticleSentence(span.id, visible(text[span.start : span.end]), span.role != "body")
