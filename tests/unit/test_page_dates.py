"""The day of a page: from which place it is taken, and which places are not believed."""

import json

import pytest

from summarizer.documents.document import Document
from summarizer.documents.loaders.registry import Origin, from_bytes
from tests.unit.test_pages import PARAGRAPHS

pytest.importorskip("trafilatura", reason="needs the extra 'web'")


def page(machine: str | None = None, dateline: str = "", extra: str = "", url: str | None = None) -> Document:
    linked = {"@type": "NewsArticle", "datePublished": machine} if machine else {}
    text = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    markup = (
        f"<html><head><title>Harbour closes</title><script type='application/ld+json'>{json.dumps(linked)}</script>"
        f"</head><body><article><h1>Harbour closes</h1>{extra}<span>{dateline}</span>{text}</article></body></html>"
    )
    return from_bytes(markup.encode(), Origin("x.html", url=url))


def told(document: Document) -> tuple[str, str | None]:
    return str(document.published), document.published_from


@pytest.mark.parametrize(
    ("machine", "dateline", "day"),
    [
        ("2026-03-04T02:24:00Z", "March 3, 2026 at 9:24 pm ET", "2026-03-03"),  # UTC, and New York
        ("2026-03-04T02:24:00", "March 3, 2026 at 9:24 pm ET", "2026-03-03"),  # UTC without saying so
        ("2026-03-04T04:31:00-06:00", "March 3, 2026, 10:31 pm CST", "2026-03-03"),  # UTC with another zone behind it
        ("2026-03-04", "March 3, 2026", "2026-03-03"),  # the day of a moment in UTC
        ("2026-03-03T22:40:00Z", "4 March 2026, 9:40 am", "2026-03-04"),  # UTC, and Sydney
        ("2026-03-04T11:56:00-05:00", "March 3, 2026", "2026-03-04"),
        ("2026-03-04T15:00:00Z", "March 3, 2026", "2026-03-04"),
        ("2026-03-03T08:36:00Z", "March 4, 2026 -- Updated 0203 GMT", "2026-03-03"),
        ("2026-03-03T22:40:00", "4 March 2026", "2026-03-03"),
        ("2026-03-04T05:50:00+09:00", "March 3, 2026", "2026-03-04"),
    ],
)
def test_a_visible_day_beside_the_machines_wins_if_a_time_zone_explains_it(
    machine: str, dateline: str, day: str
) -> None:
    where = "JSON-LD" if day == machine[:10] else "the visible text"
    assert told(page(machine, dateline)) == (day, where)


@pytest.mark.parametrize(
    "extra",
    [
        "<div style='display:none'>Current DateTime: 08:51:09 4 Mar 2026</div>",
        "<blockquote><p>We did it!</p>- Ann Hill <a>February 3, 2026</a></blockquote>",
        "<p>In a video dated May 23, 2015, the mayor of Skelm called the old quay safe.</p>",
    ],
)
def test_what_is_hidden_quoted_or_prose_is_no_dateline(extra: str) -> None:
    assert told(page(dateline="Tuesday, 3 Mar 2026 | 4:35 PM", extra=extra)) == ("2026-03-03", "the visible text")
    assert page(extra=extra).published is None


@pytest.mark.parametrize(
    "machine",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01",
        "9999-99-99",
        "10000-01-01",
        "2026-13-41T00:00:00Z",
        "never ever",
        "0000000000",
    ],
)
def test_nonsense_is_no_date(machine: str) -> None:
    assert page(machine).published is None
    assert told(page(machine, "3 March 2026")) == ("2026-03-03", "the visible text")


@pytest.mark.parametrize("machine", ["9999-12-31T23:59:59Z", "1900-01-01T00:00:00+14:00"])
def test_the_ends_of_the_calendar_do_no_harm(machine: str) -> None:
    assert told(page(machine)) == (machine[:10], "JSON-LD")


def test_the_address_is_asked_last() -> None:
    url = "https://skelm.example/2026/mar/03/harbour"
    assert told(page(url=url)) == ("2026-03-03", "the address")
    assert told(page(dateline="2 March 2026", url=url)) == ("2026-03-02", "the visible text")
    assert [s.where for s in page("2026-03-02", "2 March 2026", url=url).dates] == [
        "JSON-LD",
        "the visible text",
        "the address",
    ]
