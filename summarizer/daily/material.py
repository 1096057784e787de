"""The material of a story: today's articles, with sentences reported before marked as old."""

from dataclasses import dataclass, replace

from ..documents.document import Document
from ..documents.source_index import Index
from .novelty import new_sentences, told_sentences
from .records import Article
from .stories import RunningStory, renumbered

__all__ = ["MOST_ARTICLES", "Material", "material", "read_of"]

MOST_ARTICLES = 8
"""Greatest number of articles of a story that are read; the outlets of all are named."""
READ = 60
"""Number of sentences of a story that a model reads: the highest ranked of its articles."""
READ_WEAK = 30
"""Number of sentences that the embedded model reads."""


@dataclass(frozen=True, slots=True)
class Material:
    """The material of one story.

    ``index``: today's articles; sentences told before have the role ``known``. ``articles``: by their documents' ids.
    """

    story: RunningStory
    index: Index
    articles: dict[str, Article]

    @property
    def new(self) -> bool:
        """True if any sentence is still news."""
        return bool(self.index.body)

    @property
    def unread(self) -> tuple[Article, ...]:
        """The articles beyond the first MOST_ARTICLES: only their outlets are named."""
        return self.story.articles[MOST_ARTICLES:]

    @property
    def title(self) -> str:
        """The title of the first article or, without one, its first sentence."""
        document = self.index.documents[0]
        first = next((document.quote(s) for s in document.sentences if s.role != "header"), "")
        return " ".join((document.title or first).split())[:200]


def material(story: RunningStory, told: Index) -> Material:
    """Return the material of ``story``. ``told``: the sentences that recent editions used for any story."""
    chosen = story.articles[:MOST_ARTICLES]
    documents = renumbered([_read(a) for a in chosen])
    index = Index(documents)
    new = frozenset(index.body) - told_sentences(index, told)
    if story.earlier:
        new &= new_sentences(index, Index(_past(story.earlier)))
    articles = {d.id: a for d, a in zip(documents, chosen, strict=True)}
    return Material(story, _without(index, frozenset(index.body) - new), articles)


def _read(article: Article) -> Document:
    assert article.document is not None  # noqa: S101 - only articles that were read are in stories
    return article.document


def _past(earlier: tuple[Article, ...]) -> tuple[Document, ...]:
    """Return the documents of earlier articles, with ids of their own."""
    return tuple(
        replace(d, id=f"e{n}", sentences=tuple(s._replace(id=f"e{n}.{s.id}") for s in d.sentences))
        for n, d in enumerate(map(_read, earlier), 1)
    )


def _without(index: Index, old: frozenset[str]) -> Index:
    """Return ``index`` with the sentences ``old`` marked as known."""
    marked = tuple(
        replace(d, sentences=tuple(s._replace(role="known") if s.id in old else s for s in d.sentences))
        for d in index.documents
    )
    return Index(marked)


def read_of(given: Material, *, weak: bool) -> frozenset[str]:
    """Return the ids of the sentences that a model reads: the highest ranked."""
    return frozenset(given.index.ranked[: READ_WEAK if weak else READ])
