"""The replies of a frontier model in the shared data, as documents and contents."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from summarizer.document import Document, Sentence
from summarizer.facts.index import Index
from summarizer.schemas.news import News
from summarizer.verify import Checked, check_content

KINDS = {"single source": "single_source", "not known": "unknown"}


def outcomes(shared: Path) -> Iterator[tuple[str, list[Checked]]]:
    """``(name, outcome of the checks)`` of each reply; sentences are those of its own prompt."""
    for path in sorted((shared / "data" / "strong_replies").glob("*.prompt.txt")):
        name = path.name.removesuffix(".prompt.txt")
        reply = json.loads(path.with_name(f"{name}.reply.json").read_text(encoding="utf-8"))
        for caveat in reply["caveats"]:
            caveat["kind"] = KINDS.get(caveat["kind"], caveat["kind"])
        text, sentences = "", []
        for found in re.finditer(r"^\[(s\d+)\] (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            sentences.append(Sentence(found[1], len(text), len(text) + len(found[2])))
            text += f"{found[2]}\n"
        document = Document("a1", text, name, "0", language="en", sentences=tuple(sentences))
        yield name, check_content(News.model_validate(reply), Index((document,)))[1]
