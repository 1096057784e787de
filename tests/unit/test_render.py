"""Nothing that an article or a model says can act in what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.render.markdown import to_markdown
from summarizer.render.outline import visible
from summarizer.render.text import fill, to_text
from tests.fakes import HandWritten, brief_with, news

NASTY = [
    "\x1b]0;pwned\x07", "\x1b[2J", "\u202eABC\u202c", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "# heading", "| a | b |", "![x](http://e/x.png)", "`code`", "https://evil.example/x", "\x9b31m", "&lt;script&gt;",
    "{{7*7}} $article ${HOME}", "\u200bzero", "1. list", "~~~", "<https://e.example>", "a@b.example",
]  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY)
def test_no_control_byte_or_markup_acts(nasty: str) -> None:
    article = f"The council met {nasty} on Monday in Port Arden. It will meet again."
    reply = news([{"text": f"The council met {nasty} on Monday.", "cites": ["s1"]}], actors=[])
    reply["headline"] = {"text": f"Council met {nasty}", "cites": ["s1"]}
    shown = brief_with(HandWritten(reply, {"fixes": []}), article)
    text, markdown = to_text(shown), to_markdown(shown)
    for drawn in (text, markdown):
        assert all(c.isprintable() or c == "\n" for c in drawn.replace("\u200b", ""))
    for line in markdown.splitlines():
        assert not line.startswith(("|", "```", "~~~"))
        assert "](" not in line.replace("\\](", "").replace("\\]\\(", "")
        assert "<" not in line.replace("\\<", "")
    assert markdown.count("\n# ") + markdown.startswith("# ") == 1


@given(st.lists(st.text("ab-?", min_size=1, max_size=30), min_size=1), st.sampled_from(["", "- ", "    ? "]))
def test_a_line_is_broken_at_spaces_only_and_keeps_its_indent(words: list[str], indent: str) -> None:
    filled = fill(indent + " ".join(words), 20, subsequent_indent="  ")
    first, *others = filled.split("\n")
    assert first.startswith(indent.rstrip())
    assert all(line.startswith("  ") for line in others)
    assert filled.split() == [*indent.split(), *words]
    for line, following in zip([first, *others], others, strict=False):
        assert len(line) <= 20 or " " not in line.strip().removeprefix("- ").removeprefix("? ")
        assert len(line) + 1 + len(following.split()[0]) > 20


def test_visible() -> None:
    assert visible("a\x1b[2J\u202eb\nc\td") == "a\\u001b[2J\\u202eb c d"
