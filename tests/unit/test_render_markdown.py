"""Markdown fit for pasting, in which no text of an article or a model can act as markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt
from markdown_it.token import Token

from summarizer.render.characters import visible
from summarizer.render.markdown import escaped, plain_link, to_markdown
from summarizer.render.text import fill, to_text
from tests.briefings import built, document, ferry, news_of, poisoned

NASTY = [
    "\x1b]0;pwned\x07", "\x1b[2J", "\u202eABC\u202c", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "# heading", "| a | b |", "![x](http://e/x.png)", "`code`", "https://evil.example/x", "\x9b31m", "&lt;script&gt;",
    "{{7*7}} $article ${HOME}", "\u200bzero", "1. list", "~~~", "<https://e.example>", "a@b.example", "---", "> quote",
    "[a]: http://x", "[^1]: note", "- [x] done", "+ plus", "* star", "***", "<!-- gone", "\\", "&#35; x", "12) twelve",
    "[[page]]", "![[page]]", "%%gone%%", "$x^2$", "$$", "==mark==", "#tag", "#12", "@octocat", "HTTP://EVIL.example",
    "ftp://x.example", "WWW.evil.example", "__bold__", "a | b\n--- | ---", "~~gone~~", "```\ncode", "    code",
]  # fmt: skip
PLAIN = [
    "A boat (for 24) sails at 7.00 - and 17.30!", "$5 to $6", "It cost $2.4 million.", "AT&T and M&S", "3,5 %", "a + b = c",
    "snake_case", "a/b", "see e.g. Roth", "2026-03-14", "-5 degrees", "1.5 million", "“quoted”", "it's 7:30", "C|D",
    "50% of them", "a ^ b", "{x}", "He said: no?", "12th", "www", "http",
]  # fmt: skip
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
STRUCTURE = {
    "heading",
    "paragraph",
    "bullet_list",
    "list_item",
    "inline",
    "text",
    "strong",
    "em",
    "blockquote",
    "softbreak",
}


def parts(marked: str) -> list[Token]:
    tokens: list[Token] = []
    for token in PARSER.parse(marked):
        tokens += [token, *(token.children or ())]
    return tokens


def kinds_of(marked: str) -> set[str]:
    return {re.sub("_(open|close)$", "", token.type) for token in parts(marked)}


def read(marked: str) -> str:
    """Return the text that a reader of the rendered Markdown sees."""
    return "".join(token.content for token in parts(marked) if token.type == "text").replace("\u200b", "")


def test_a_briefing_to_paste() -> None:
    assert to_markdown(ferry()) == snapshot("""\
# Ferry to Skelm stops for six weeks while its engines are replaced [1 2]

*Harbour Gazette · 14 March 2026*

## Bottom line

The only ferry to Skelm will not run for six weeks from 2 April; the council has hired a free boat that sails twice a day, which islanders call too little for 900 people. [1 4 6]

## The stop

- Norlink, which runs the ferry, says both engines have run for 40,000 hours and must be replaced before the summer. [2]
- The council pays 310,000 euros, about two thirds of the cost. [3]

## The replacement

- A free boat for 24 passengers sails at 7.00 and 17.30 and takes no cars. [4 5]
- Eva Roth, the island's doctor, says three of her patients need dialysis in Harlow every other day. [7]

## The protest

- More than 200 islanders have signed a petition for a bigger boat. [6]
- Inspectors found cracks in the hull in January, according to Lars Holm, a former engineer. [8]

## Careful

- Norlink denies that inspectors found cracks; their report has not been published. [8 9]

*14 items checked against the article: 12 supported, 1 corrected, 1 quoted, 1 left out (see --evidence) · qwen3 · 2 requests · 1,234 + 560 tokens · 3 s*
""")


def test_figures_and_names_begin_with_what_they_are_of() -> None:
    marked = to_markdown(ferry(), evidence=True)
    assert "\n## Figures\n\n- **212:** signatures against the plan [6]\n" in marked
    assert "\n## Who\n\n- **Ole Brandt:** teacher who handed over the petition [6]\n- **Eva Roth:** doctor" in marked


@pytest.mark.parametrize("nasty", NASTY)
def test_no_control_byte_or_markup_acts(nasty: str) -> None:
    shown = poisoned(nasty)
    text, markdown = to_text(shown, evidence=True), to_markdown(shown, evidence=True)
    for drawn in (text, markdown):
        assert all(c.isprintable() or c == "\n" for c in drawn.replace("\u200b", ""))
    clean = to_markdown(poisoned("word"), evidence=True)
    assert kinds_of(markdown) <= STRUCTURE
    levels = [[t.tag for t in parts(m) if t.type == "heading_open"] for m in (markdown, clean)]
    assert levels[0] == levels[1]
    assert visible(nasty) in read(markdown)
    assert not re.search(r"\w://|www\.|@\w|#\w|\[\[|%%|==", markdown, re.IGNORECASE)


SIGNS = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|~&$=%:;@^'\"/0aZ é\u200b\u202e\n"), min_size=1, max_size=14)


@given(SIGNS)
def test_whatever_signs_a_name_has_they_are_read_as_they_are(name: str) -> None:
    other = {"name": "Ida Lund", "kind": "person", "role": "mayor", "cites": ["s2"]}
    actor = {"name": f"a{name}", "kind": "other", "role": f"{name} x", "cites": ["s2"]}
    content = news_of("It stops.", actors=[actor, other])
    marked = to_markdown(built(content))
    assert kinds_of(marked) <= STRUCTURE
    assert f"{content.actors[0].name}: {content.actors[0].role} [2]" in read(marked)


@given(SIGNS)
def test_a_sentence_of_signs_is_a_bullet_and_nothing_else(text: str) -> None:
    if not visible(text):
        return
    for around in ("# {}", "- {}", "{}", "- **{}**: x", "*{} x*", "> **Note:** {}"):
        marked = around.format(escaped(visible(text)))
        assert kinds_of(marked) == kinds_of(around.format("word")), marked
        assert read(marked) == read(around.format("word")).replace("word", visible(text)), marked


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_markup_is_not_escaped(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("1. May was wet", "1\\. May was wet"),
        ("- 5", "\\- 5"),
        ("> x", "\\> x"),
        ("# x", "\\# x"),
        ("<b> 5 < 6", "\\<b> 5 < 6"),
        ("*x*", "\\*x\\*"),
        ("[sic]", "\\[sic\\]"),
        ("x@y.example", "x@\u200by.example"),
        ("http://x", "http\u200b://x"),
    ],
)
def test_what_is_markup_is_escaped(text: str, marked: str) -> None:
    assert escaped(text) == marked


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://gazette.example/a_b?c=1&d=2#e", True),
        ("javascript:alert(1)", False),
        ("https://x.example/)x", False),
        ("https://x.example/ x", False),
        ("https://x.example/\n# x", False),
        ("https://x.example/\x1b", False),
        ("https://x.example/ü", False),
    ],
)
def test_the_source_is_a_link_where_it_was_fetched_from_one(url: str, good: bool) -> None:
    assert plain_link(url) is good
    marked = to_markdown(built(news_of(), document(site="Harbour Gazette", url=url)))
    links = [token.attrs["href"] for token in parts(marked) if token.type == "link_open"]
    assert len(links) == good
    assert "\n*[Harbour Gazette](" in marked if good else "\n*Harbour Gazette · " in marked


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J\u202eb\nc\td", "a\\u001b[2J\\u202eb c d"),
        ("  two  spaces ", "two spaces"),
        ("no\u00adhyphen\u200b\ufeff", "nohyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb", "ab"),
        ("\u200dab\u200d", "ab"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\U000e0041", "\\U000e0041"),
        ("\u00a0non\u00a0breaking", "non breaking"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
