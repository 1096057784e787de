"""A page of a briefing: links from items to sentences, and no text of an article or a model that acts as markup."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import UndefinedError

from summarizer import brief
from summarizer.briefing import Briefing, Rejected
from summarizer.documents.document import Document, Sentence
from summarizer.render.characters import direction, visible
from summarizer.render.edition_html import index_html
from summarizer.render.html import to_html
from summarizer.render.lines import ItemLine, Node, tree
from summarizer.render.templating import linkable, page
from tests.briefings import built, document, ferry, news_of, poisoned
from tests.conftest import ROOT
from tests.kinds.incident_log import IncidentLog

NASTY = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><style>*{display:none}", "</span></p></main>",
    '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "javascript:alert(1)", "data:text/html,<script>x</script>",
    "{{7*7}}", "{% for x in range(9) %}x{% endfor %}", "{# gone #}", "{{ config.__class__ }}", "&lt;b&gt;", "&#60;i&#62;",
    "\x1b[31mred", "\x1b]0;pwned\x07", "\u202eABC\u202c", "\x00null", "\x9b31m", "\u2066isolated\u2069", "<!-- gone", "]]>",
    "<base href=//evil.example>", "</iframe>", "\ud800 half",
]  # fmt: skip


class Page(HTMLParser):
    """A page as a browser parses it, as far as these tests care."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.style = ""
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"meta", "base"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "a tag is closed by another one"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [found[attribute] for _, found in self.tags if attribute in found]

    @property
    def shapes(self) -> set[tuple[str, frozenset[str]]]:
        """Each tag with the names of its attributes."""
        return {(tag, frozenset(found)) for tag, found in self.tags}

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def foreign(nasty: str) -> "Briefing[Any]":
    """The poisoned briefing, with an address, a language and a rejected item that are no better."""
    shown = poisoned(nasty)
    gone = Rejected(item=nasty, reason=nasty, findings=[], verdict=None, original={"text": nasty})
    source = shown.documents[0].model_copy(update={"url": nasty, "canonical": nasty, "language": nasty})
    return shown.model_copy(update={"rejected": [gone], "documents": [source]})


@pytest.mark.parametrize("nasty", NASTY)
def test_no_foreign_text_acts(nasty: str) -> None:
    harmless, hostile = (to_html(foreign(word)) for word in ("harmless", nasty))
    read, clean = Page(hostile), Page(harmless)
    assert read.values("lang") == ["en", visible(nasty)]
    assert read.shapes <= clean.shapes
    assert read.style == clean.style
    assert visible(nasty) in read.text
    assert "49" not in read.text
    assert all(c.isprintable() or c == "\n" for c in hostile.replace(visible(nasty), ""))
    hostile.encode()  # without half a surrogate pair


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://gazette.example/a?b=1&c=2", True),
        ("http://gazette.example/fähre", True),
        ("https://gazette.example/\u202egpj.exe", False),
        ("https://gazette.example/\x1b", False),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//gazette.example", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, links: bool) -> None:
    read = Page(to_html(built(news_of(), document(site="Harbour Gazette", url=url))))
    assert linkable(url) is links
    assert [href for href in read.values("href") if not href.startswith("#")] == [url] * links
    assert "Harbour Gazette" in read.text


def test_a_quotation_mark_in_an_address_stays_in_it() -> None:
    url = "https://gazette.example/\"onclick='x'>"
    read = Page(to_html(built(news_of(), document(url=url))))
    assert url in read.values("href")
    assert read.values("onclick") == []


@pytest.mark.parametrize("framed", [False, True])
def test_the_policy_allows_the_pages_own_style_and_nothing_else(framed: bool) -> None:
    markup = ferry().to_html()
    if framed:
        markup = Page(ferry()._repr_html_()).values("srcdoc")[0]
    read = Page(markup)
    digest = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    policy = next(found["content"] for tag, found in read.tags if found.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'"
    assert "url(" not in read.style
    assert "@import" not in read.style
    assert {"src", "style", "srcset", "action"}.isdisjoint({name for _, found in read.tags for name in found})
    assert {"script", "link", "img", "form"}.isdisjoint({tag for tag, _ in read.tags})


def one_of_several() -> "Briefing[Any]":
    content = news_of(
        {"text": "Both say so.", "cites": ["a1.s1", "a2.s2"]},
        headline={"text": "Two articles", "cites": ["a2.s1"]},
    )
    documents = (document(["One.", "Two."], name="a1", site="Gazette"), document(["Three.", "Four."], name="a2"))
    return built(content, *documents)


@pytest.mark.parametrize("shown", [ferry(), one_of_several()], ids=["one", "several"])
def test_each_pointer_leads_to_its_sentence(shown: "Briefing[Any]") -> None:
    read = Page(to_html(shown))
    ids, links = read.values("id"), {href[1:] for href in read.values("href") if href.startswith("#")}
    assert len(ids) == len(set(ids))
    assert ids == [s.id for d in shown.documents for s in d.sentences]
    assert links == {c.sentence for p in shown.proofs.values() for c in p.citations}
    assert links


def test_the_article_stands_beside_the_briefing() -> None:
    read = Page(to_html(ferry()))
    assert "2Norlink said that both engines had run for 40,000 hours" in read.text
    assert "too little for 900 people. [1 4 6]" in read.text
    assert read.tags[0] == ("html", {"lang": "en", "dir": "ltr"})


def test_articles_are_headed_by_what_tells_them_apart() -> None:
    def headings(shown: "Briefing[Any]") -> list[str]:
        return [part.partition("</h3>")[0] for part in to_html(shown).split("<h3>")[1:]]

    several = one_of_several()
    titled = [source.model_copy(update={"title": "Two boats"}) for source in several.documents]
    assert headings(several) == ["1 Gazette", "2 ferry.txt"]
    assert headings(several.model_copy(update={"documents": titled})) == [
        "1 Gazette · Two boats",
        "2 ferry.txt · Two boats",
    ]
    assert headings(built(news_of(), document(title="A ferry stops"))) == ["A ferry stops"]
    assert headings(built(news_of(), document(title="The only ferry to Skelm."))) == []  # the text begins so


def test_an_item_says_what_was_done_unless_that_is_the_usual_thing() -> None:
    marked = to_html(ferry())
    assert marked.count('class="mark"') == 2
    assert '<span class="mark">corrected</span>' in marked
    assert '<span class="mark">quoted</span>' in marked
    assert 'class="mark"' not in to_html(built(news_of("The ferry stops."), reason="the judge failed"))


def test_what_was_left_out_or_changed_is_folded() -> None:
    drawn = to_html(ferry())
    read = Page(drawn)
    folded = drawn[drawn.index("<details>") :]
    assert "The mayor signed the petition." in folded
    assert "A free boat for 42 passengers" in folded
    assert "signatures against the plan" in folded  # a figure that the short view leaves out
    assert "qwen3 at models.example" in folded
    assert "open" not in {name for _, found in read.tags for name in found}
    assert "--evidence" not in read.text


def spread(*gaps: str) -> Document:
    """An article of one-word sentences with ``gaps`` between them."""
    text, sentences = "One.", [Sentence("s1", 0, 4)]
    for n, gap in enumerate(gaps, 2):
        sentences.append(Sentence(f"s{n}", len(text) + len(gap), len(text) + len(gap) + 4))
        text += f"{gap}Two."
    return Document("a1", text, "x", "0" * 64, sentences=tuple(sentences))


@pytest.mark.parametrize(
    ("gaps", "paragraphs"),
    [
        ((" ", " "), 1),
        (("\n", " "), 2),
        (("\n", "\n"), 3),
        (("\n\n", "\n"), 2),
        (("\r\n\r\n", " \n "), 2),
        (("\n  \n", " "), 2),
        ((), 1),
    ],
)
def test_paragraphs_are_those_of_the_article(gaps: tuple[str, ...], paragraphs: int) -> None:
    drawn = to_html(
        built(news_of("It stops.", headline={"text": "It stops", "cites": ["s1"]}, claims=[]), spread(*gaps))
    )
    article = drawn[drawn.index("<article") :]
    assert article.count("<p>") == article.count("</p>") == paragraphs
    assert article.count("<span id=") == len(gaps) + 1


def test_an_article_without_sentences_is_no_fault() -> None:
    empty = built(news_of(), document(["x", "y"])).model_copy(update={"proofs": built(news_of()).proofs})
    bare = empty.documents[0].model_copy(update={"sentences": []})
    assert "<article" in to_html(empty.model_copy(update={"documents": [bare]}))


def test_a_page_from_right_to_left() -> None:
    arabic = "تتوقف العبارة عن العمل في أبريل."
    told = news_of({"text": arabic, "cites": ["s1"]}, headline={"text": "NATO", "cites": ["s1"]})
    read = Page(to_html(built(told, document([arabic], language="ar"), language="ar")))
    assert read.tags[0][1] == {"lang": "ar", "dir": "rtl"}
    assert [found for tag, found in read.tags if tag == "article"] == [{"lang": "ar", "dir": "rtl"}]
    assert [direction(text) for text in ("", "12.4", "abc", "שלום NATO", "مر ab c")] == [
        "ltr",
        "ltr",
        "ltr",
        "ltr",
        "ltr",
    ]


def nested(*depths: int) -> tuple[Node, ...]:
    return tree([ItemLine(depth, "", str(n), (), (), ()) for n, depth in enumerate(depths)])


def shape(nodes: tuple[Node, ...]) -> Any:
    return [(int(node.line.text), shape(node.inner)) for node in nodes]


def test_items_within_items_are_lists_within_lists() -> None:
    assert shape(nested(0, 1, 2, 1, 0)) == [(0, [(1, [(2, [])]), (3, [])]), (4, [])]
    assert shape(nested(1, 0)) == [(0, []), (1, [])]
    assert shape(nested()) == []
    log = IncidentLog.model_validate(
        {"incidents": [{"event": "A boat sank.", "site": "Skelm", "hurt": 2, "day": None, "cites": ["s1"], "measures": [
            {"action": "The harbour was closed.", "responsible": "Norlink", "cites": ["s2"]}]}]}
    )  # fmt: skip
    drawn = to_html(built(log, kind="incident_log"))
    assert "</span>\n<ul>\n<li><b>Norlink:</b> The harbour was closed." in drawn
    Page(drawn)


def test_a_notebook_shows_the_page_in_a_frame_that_cannot_act() -> None:
    outer = Page(ferry()._repr_html_())
    assert [tag for tag, _ in outer.tags] == ["iframe"]
    frame = outer.tags[0][1]
    assert frame["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"
    inner = Page(frame["srcdoc"])
    assert inner.values("href")[0] == "about:srcdoc"  # so that links to sentences stay in the frame
    assert frame["srcdoc"].replace('<base href="about:srcdoc">', "") == ferry().to_html()


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_gets_out_of_the_frame(nasty: str) -> None:
    outer = Page(foreign(nasty)._repr_html_())
    assert [tag for tag, _ in outer.tags] == ["iframe"]
    assert set(outer.tags[0][1]) == {"title", "sandbox", "width", "height", "style", "srcdoc"}


def articles() -> Iterator[str]:
    for path in [ROOT / "seeds" / "north-korea-shells.txt", *sorted((ROOT / "tests" / "articles").glob("*.txt"))]:
        yield path.read_text(encoding="utf-8")
    yield "The council of Skelm paid 310 euros for a boat, Norlink said. It sails twice.\n\n" * 5_000


def test_a_page_is_not_much_larger_than_its_text() -> None:
    for text in articles():
        page_of = brief(text=text, plan="extract").to_html()
        assert len(page_of.encode()) < 3 * len(text.encode()) + 100_000


@pytest.mark.parametrize("nasty", NASTY)
def test_the_list_of_editions_says_foreign_words_as_they_are(nasty: str) -> None:
    day = date(2026, 3, 14)
    drawn = index_html(nasty, [(day, nasty)], [day], nasty)
    read, clean = Page(drawn), Page(index_html("word", [(day, "word")], [day], "word"))
    assert [tag for tag, _ in read.tags] == [tag for tag, _ in clean.tags]
    assert read.text.count(visible(nasty)) == 4
    assert read.values("href") == ["2026-03-14.html"]


def test_a_template_cannot_leave_out_a_value() -> None:
    with pytest.raises(UndefinedError, match="editions"):
        page("index", "base", title="x", language="en", direction="ltr", missed=[], notice="")
