"""(Kind, Index) -> Request. The article stands first and the task last, so that a server can reuse the prefix."""

import re
from collections.abc import Collection, Sequence
from math import ceil

from ..documents.cleaning.prompt_injection import is_order
from ..documents.document import Document, Sentence
from ..documents.numbering import numbered_article, one_line
from ..documents.source_index import Index
from ..facts.language import NAMES
from ..kinds.registry import Kind
from ..llm.base import Request
from ..proof.checks.figures import figure_texts

__all__ = ["briefing_request", "chunks"]

MAX_NUMBERS = 60
MAX_CHUNKS = 12
"""Parts of one text, each a request."""
CLAIMS = ((250, "3 to 4"), (500, "6 to 8"))
"""Words of a text, and the claims that suit a text of at most so many; MOST_CLAIMS suit a longer one."""
MOST_CLAIMS = "8"


def chunks(index: Index, budget: int, among: Collection[str] | None = None) -> list[tuple[Sentence, ...]]:
    """Return the sentences to read, in consecutive parts of about equal size, none of more than ``budget`` tokens.

    ``among``: the ids of the sentences to read, all of the body if None. At most MAX_CHUNKS parts: the rest of a longer
    text is not read.
    """
    ids = [i for i in index.body if among is None or i in among]
    body = [index.places[i][1] for i in ids]
    sizes = [_tokens(index.texts[i]) for i in ids]
    wanted = sum(sizes) / max(1, ceil(sum(sizes) / budget))
    parts: list[list[Sentence]] = [[]]
    filled = 0.0
    for sentence, size in zip(body, sizes, strict=True):
        if parts[-1] and (filled + size > budget or filled >= wanted):
            parts.append([])
            filled = 0.0
        parts[-1].append(sentence)
        filled += size
    return [tuple(part) for part in parts if part][:MAX_CHUNKS]


def _tokens(text: str) -> float:
    """Return a cautious estimate for one sentence and its number; the server's own count decides."""
    plain = len(text.encode("ascii", "ignore"))
    return 5 + plain / 3 + (len(text) - plain)


def briefing_request(  # noqa: PLR0913, PLR0917 - what a question is made of
    kind: Kind, index: Index, sentences: tuple[Sentence, ...], language: str, max_tokens: int, focus: str | None = None
) -> Request:
    """Return the only request of the plan ``single``. ``language``: a BCP 47 code, or a name that the user gave.

    ``focus``: for a small model, the ids of the sentences to write about; None for a model that chooses itself.
    """
    prompt = kind.prompt if focus is None else kind.small_prompt
    told = f" Write one about each of these sentences: {focus}." if focus else ""
    words = sum(len(index.texts[s.id].split()) for s in sentences)
    values = {
        "about": _about(index.documents),
        "article": numbered_article(index, sentences),
        "claims": next((claims for most, claims in CLAIMS if words <= most), MOST_CLAIMS),
        "language": _spoken(language),
        "focus": told,
    }
    figures = figure_texts(index, [s.id for s in sentences])[:MAX_NUMBERS]
    return Request(
        system=_filled(prompt.system, values),
        user=_filled(prompt.task, values).strip(),
        answer=kind.content,
        choices=(("SentenceId", tuple(s.id for s in sentences)), ("Quantity", figures)),
        max_tokens=max_tokens,
    )


def _about(documents: Sequence[Document]) -> str:
    """Return the metadata of one article, one item per line; empty for several.

    Instructions to a machine are left out.
    """
    if len(documents) > 1:
        return ""
    document = documents[0]
    day = document.published.isoformat() if document.published else None
    told = {"Title": document.title, "Outlet": document.site, "Date": day, "By": document.byline}
    return "\n".join(
        f"{name}: {one_line(value)[:300]}" for name, value in told.items() if value and not is_order(value)
    )


def _spoken(language: str) -> str:
    """Return the wording for the language. English prompts pull weak models to English, so others are named twice."""
    if language == "und":
        return "the language of the article"
    name = NAMES.get(language, language)
    return name if language == "en" else f"{name}, with every text of it in {name}"


def _filled(template: str, values: dict[str, str]) -> str:
    """Return ``template`` with its ``$names`` replaced, in one pass: article text is never treated as a template."""
    return re.sub(r"\$([a-z]+)", lambda found: values.get(found[1], found[0]), template)
