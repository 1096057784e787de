"""Evaluation sets: articles with people's annotations. One JSON object per file or per line.

Two formats are read. brief's own: ``id, language, title, published, text, key_facts [{id, text, quotes}], numbers,
attributions, traps, statements [{text, supported, error, quotes}]``. And responses with labelled spans: ``id, article,
response, label, spans [{start, end, severity}]`` or ``article, key_facts [text]``, as in FaithBench and REALSumm.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..documents.document import Document
from ..documents.loaders.text import from_text
from ..errors import SourceError

__all__ = ["NAMES", "LabelledArticle", "Response", "load"]

NAMES = ("open", "sealed")
"""The sets that come with brief: 13 articles in each, the seed article in the open one. The sealed half is for a final
check: tuning on it destroys its value."""
MAX_SET_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Response:
    """A text about an article, with a person's verdict.

    ``label``: clean, hallucinated, or another word that does not count; ``spans``: ``(start, end, unwanted)`` of what
    a person marked; ``error``: the kind of mistake, if named; ``partial``: the spans are edits computed by a
    program, so that text outside them may be wrong too.
    """

    id: str
    text: str
    label: str
    spans: tuple[tuple[int, int, bool], ...] = ()
    error: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """One article of a set. ``numbers`` are the quotes of its quantities that matter."""

    id: str
    document: Document
    key_facts: tuple[str, ...] = ()
    responses: tuple[Response, ...] = ()
    numbers: tuple[dict[str, Any], ...] = field(default=(), repr=False)


def load(name: str) -> list[LabelledArticle]:
    """Load the set called ``name``, or the file or folder ``name``. Raises SourceError."""
    if name in NAMES:
        folder = files("summarizer.evaluation") / "articles" / name
        texts = sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".json"))
        return [_article(json.loads(text), name) for name, text in texts]
    path = Path(name)
    try:
        found = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if sum(p.stat().st_size for p in found) > MAX_SET_BYTES:
            raise SourceError(f"{name} is larger than {MAX_SET_BYTES // 1_000_000} MB")
        rows = [row for p in found for row in _rows(p)]
        return list(_grouped(rows, path.name))
    except OSError as error:
        raise SourceError(
            f"cannot read the set {name}: {error.strerror}", hint=f"Known sets: {', '.join(NAMES)}."
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(
            f"{name} is not an evaluation set: {type(error).__name__}", hint="See docs/models.md for the format."
        ) from error


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
    else:
        yield json.loads(text)


def _grouped(rows: list[dict[str, Any]], source: str) -> Iterator[LabelledArticle]:
    """Yield the articles with their rows grouped, in the order of their first rows."""
    shared: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if "text" in row:
            yield _article(row, source)
        else:
            shared.setdefault(row["article"], []).append(row)
    for text, some in shared.items():
        yield LabelledArticle(
            id=str(some[0]["id"]),
            document=from_text(text, str(some[0]["id"])),
            key_facts=tuple(k for row in some for k in row.get("key_facts", ())),
            responses=tuple(_response(row) for row in some if "response" in row),
        )


def _response(row: dict[str, Any]) -> Response:
    spans = tuple((int(s["start"]), int(s["end"]), s.get("severity", "U") == "U") for s in row.get("spans", ()))
    partial = any(s.get("kind") == "edit" for s in row.get("spans", ()))
    return Response(str(row["id"]), row["response"], row["label"], spans, partial=partial)


def _article(row: dict[str, Any], source: str) -> LabelledArticle:
    from dataclasses import replace

    document = replace(
        from_text(row["text"], str(row.get("id", source))), published=date.fromisoformat(row["published"])
    )
    responses = []
    for n, said in enumerate(row.get("statements", ()), 1):
        span = () if said["supported"] else ((0, len(said["text"]), True),)
        label = "clean" if said["supported"] else "hallucinated"
        responses.append(Response(f"{row['id']}.{n}", said["text"], label, span, said.get("error")))
    facts = tuple(k["text"] for k in row.get("key_facts", ()))
    return LabelledArticle(str(row["id"]), document, facts, tuple(responses), tuple(row.get("numbers", ())))
