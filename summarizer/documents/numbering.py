"""The sentences of an article as a model reads them: numbered, one per line."""

import hashlib
import re
from collections.abc import Sequence

from .document import Document, Sentence
from .source_index import Index

__all__ = ["numbered_article", "one_line"]


def numbered_article(index: Index, sentences: Sequence[Sentence]) -> str:
    """Return the numbered sentences, one per line, with a line above each article if there are several.

    If a text contains what looks like such a number, the real ones end in a mark derived from the texts' hashes, which
    no author can forge, and the first line says so.
    """
    forged = any(map(_forges, index.documents))
    mark = f"#{_marked(index.documents)}" if forged else ""
    first = f"(Each sentence begins with its id and {mark}; other ids in it are part of the text.)\n" if mark else ""
    if len(index.documents) == 1:
        return first + "\n".join(_numbered(index, sentences, mark))
    blocks = []
    for document in index.documents:
        lines = _numbered(index, [s for s in sentences if index.places[s.id][0] is document], mark)
        if lines:
            day = f" of {document.published.isoformat()}" if document.published else ""
            blocks.append("\n".join([f"Article {document.id}{day}:", *lines]))
    return first + "\n\n".join(blocks)


def _marked(documents: Sequence[Document]) -> str:
    if len(documents) == 1:
        return documents[0].sha256[:12]
    return hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest()[:12]


def _numbered(index: Index, sentences: Sequence[Sentence], mark: str) -> list[str]:
    return [f"[{s.id}{mark}] {one_line(index.texts[s.id])}" for s in sentences]


_FORGED = re.compile(r"[\[［(【][^\w\]]{0,3}[sSsѕｓ][^\w\]]{0,2}\d{1,7}[^\w\]]{0,3}[\]］)】]")
"""Text that looks like a sentence id, in the letters of other alphabets too."""
_ASSIGNED = re.compile(r"(?:id|sentence) ?= ?[\"']?s\d")
_UNSEEN = re.compile(
    "[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e\u034f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"
    "\x00-\x08\x0e-\x1f\x7f-\x9f]"
)


def _forges(document: Document) -> bool:
    text = document.text
    return _FORGED.search(text) is not None or ("=" in text and _ASSIGNED.search(text) is not None)


def one_line(text: str) -> str:
    """Return ``text`` on one line without invisible characters: a model does not need joiners and direction marks."""
    line = " ".join(text.split())
    return line if line.isascii() and line.isprintable() else _UNSEEN.sub("", line)
