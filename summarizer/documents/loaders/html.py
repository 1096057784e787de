"""A web page -> its article's text and its metadata. The only importer of trafilatura; runs in a child process.

Elements hidden by a style are removed before the text is extracted, and their words are counted: text that a reader
cannot see is not part of the article.
"""

import re
from functools import cache
from typing import Any

from .encoding import decode
from .html_dates import chosen_date, visible_date, with_visible
from .html_metadata import metadata

__all__ = ["read_page"]

MAX_ELEMENTS = 300_000
MAX_STYLE = 300_000
FEW = 3
"""Most hidden classes that are searched for one by one."""
MAX_RULE = 2_000
"""Characters of a style rule's selectors, and of its body, that are examined."""
MAX_TEXT = 1_000_000
"""Longest article, in code points."""
_HIDING = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?:\.0*)?(?:px|em|rem|pt|%)?\s{0,3}(?:;|!|$)"
    r"|opacity\s{0,3}:\s{0,3}0(?:\.0*)?\s{0,3}(?:;|!|$)|(?:left|top|text-indent|margin-left)\s{0,3}:\s{0,3}-\d{3,}"
    r"|clip\s{0,3}:\s{0,3}rect\(\s{0,3}0|(?:max-)?(?:height|width)\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:;|!|$)",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"[a-zA-Z]{0,12}[.#][\w-]{1,80}")
_COLOUR = re.compile(r"(?:^|;)\s{0,3}(color|background(?:-color)?)\s{0,3}:\s{0,3}([^;!]{1,40})", re.IGNORECASE)
_NO_TEXT = (
    "script", "style", "noscript", "template", "svg", "iframe", "picture", "video", "audio", "canvas", "object",
    "embed", "map", "select", "source", "img", "input",
)  # fmt: skip
"""Elements without a sentence of an article, removed before the search for its text to save time."""
_SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "meta", "link", "svg", "title"})


def read_page(raw: bytes, charset: str | None, url: str | None) -> dict[str, Any]:
    """Return the page in ``raw`` as plain data: its text and its metadata; or ``error`` if it cannot be an article."""
    import trafilatura
    from lxml import etree, html

    decoded = decode(raw, charset, markup=True)
    if decoded is None:
        return {"error": "it is in an unknown encoding"}
    text = re.sub(r"^\s{0,99}<\?xml[^>]{0,200}\?>", "", decoded.text, count=1)
    tree = html.document_fromstring(
        text or "<p></p>", parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    )
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        return {"error": f"it has more than {MAX_ELEMENTS:,} elements"}
    told = metadata(tree, url)
    shell = bool(tree.xpath("//script")) and "javascript" in " ".join(tree.xpath("//noscript//text()"))[:5_000].lower()
    hidden = _unhidden(tree)
    stamps = with_visible(told.stamps, visible_date(tree, told.title))
    _without_link_lists(tree)
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    words_seen = len(str(tree.xpath("string(//body)")).split())
    found = trafilatura.extract(
        tree, fast=True, include_comments=False, include_tables=True, include_formatting=False, config=_config()
    )
    if found and len(found) > MAX_TEXT:
        return {"error": f"its text is longer than {MAX_TEXT:,} characters"}
    stamp = chosen_date(stamps)
    return {
        "text": found or "",
        "encoding": decoded.encoding,
        "doubt": decoded.doubt,
        "title": told.title,
        "byline": told.byline,
        "published": stamp.day.isoformat() if stamp else None,
        "published_from": stamp.where if stamp else None,
        "dates": [[s.day.isoformat(), s.where] for s in stamps],
        "site": told.site,
        "language": told.language,
        "canonical": told.canonical,
        "free": told.free,
        "shell": shell,
        "hidden": hidden,
        "words": words_seen,
    }


@cache
def _config() -> Any:  # noqa: ANN401 - trafilatura's; it has an alarm of its own, which a child does not need
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return config


def _without_link_lists(tree: Any) -> None:  # noqa: ANN401
    """Remove lists most of whose items begin with a link: they lead to other articles and are not part of this one."""
    for block in tree.xpath("//ul|//ol"):
        items = block.findall("li")
        if len(items) >= 3 and sum(_begins_with_link(i) for i in items) >= 0.8 * len(items):
            block.drop_tree()


def _begins_with_link(item: Any) -> bool:  # noqa: ANN401
    for node in item.iter():
        if node.tag == "a":
            return True
        if (node.text or "").strip() or (node is not item and (node.tail or "").strip()):
            return False
    return False


def _unhidden(tree: Any) -> int:  # noqa: ANN401 - a tree of lxml
    """Remove the elements that a style hides, and return the number of their words."""
    classes, ids = _hidden_by_rules(tree)
    gone = list(tree.xpath("//body//*[@hidden]"))
    gone += [
        n for n in tree.xpath("//body//*[@style]") if _HIDING.search(n.get("style")) or _same_colours(n.get("style"))
    ]
    used = classes.intersection(c for told in _class_names()(tree) for c in told.split()) if classes else frozenset()
    if len(used) > FEW:
        gone += [n for n in tree.xpath("//body//*[@class]") if not used.isdisjoint(n.get("class").split())]
    else:  # faster than looking at every element from Python
        for name in used:
            gone += tree.xpath(
                "//body//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "
            )
    if ids:
        gone += [n for n in tree.xpath("//body//*[@id]") if n.get("id") in ids]
    gone = [n for n in dict.fromkeys(gone) if n.tag not in _SKIPPED]
    words = 0
    for node in gone:
        if node.getparent() is not None:
            words += len(" ".join(t for t in node.itertext()).split())
            node.drop_tree()
    return words


@cache
def _class_names() -> Any:  # noqa: ANN401 - an XPath of lxml, which gives plain strings and makes no elements
    from lxml import etree

    return etree.XPath("//body//@class", smart_strings=False)


def _same_colours(style: str) -> bool:
    """True if ``style`` gives the text the colour of its background."""
    found = {name.lower().partition("-")[0]: " ".join(value.lower().split()) for name, value in _COLOUR.findall(style)}
    return found.get("color") is not None and found.get("color") == found.get("background")


def _hidden_by_rules(tree: Any) -> tuple[frozenset[str], frozenset[str]]:  # noqa: ANN401
    """Return the classes and ids that the page's own simple style rules hide."""
    classes: set[str] = set()
    ids: set[str] = set()
    for style in tree.xpath("//style/text()")[:50]:
        text = str(style)[:MAX_STYLE]
        packed = "".join(text.lower().split())
        for part, rule in zip(text.split("}"), packed.split("}"), strict=True):
            if not _may_hide(rule):
                continue
            selectors, _, told = part.rpartition("{")
            if not _NEVER.search(told[:MAX_RULE].lower()):
                continue
            for one in selectors[-MAX_RULE:].split(","):
                name = one.strip()
                if _SIMPLE.fullmatch(name):
                    (classes if "." in name else ids).add(re.split("[.#]", name)[1])
    return frozenset(classes), frozenset(ids)


def _may_hide(rule: str) -> bool:
    """True if a rule, in lower case and without white space, may hide its elements. A cheap test: most cannot."""
    return "none" in rule or "hidden" in rule or ":-" in rule or "font-size:0" in rule


_NEVER = re.compile(
    r"font-size\s{0,3}:\s{0,3}0(?:px|em)?\s{0,3}(?:;|!|$)|(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{4,}"
    r"|visibility\s{0,3}:\s{0,3}hidden|display\s{0,3}:\s{0,3}none",
    re.IGNORECASE,
)
