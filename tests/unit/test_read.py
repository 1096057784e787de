"""Reading text: untouched, with its offsets; bad input in one clear line."""

import hashlib
import io
import sys
from pathlib import Path

import pytest

from summarizer.documents.loaders.registry import read
from summarizer.documents.loaders.text import MAX_BYTES, from_plain, from_text
from summarizer.errors import SourceError


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfA line.\r\nB line.\r", "A line.\r\nB line.\r"),
        ("Ünï.\n\n".encode(), "Ünï.\n\n"),
        ("é.".encode("utf-16"), "é."),
        ("Cafe\u0301 \u202eend.".encode(), "Cafe\u0301 \u202eend."),
    ],
)
def test_text_is_decoded_and_otherwise_untouched(raw: bytes, text: str) -> None:
    document = from_plain(raw, "x")
    assert document.text == text
    assert document.sha256 == hashlib.sha256(raw).hexdigest()


def test_windows_text_is_read_and_said_so() -> None:
    document = from_plain("Der Bürgermeister sagte, er käme nicht.".encode("cp1252"), "x")
    assert "Bürgermeister" in document.text
    assert "Windows-1252" in document.notes[0]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        (bytes(range(128, 256)) * 9, "encoding"),
        (b"\xff\xfe\x00", "binary"),
        (b"a" * (MAX_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_bad_bytes(raw: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        from_plain(raw, "x.txt")


def test_the_largest_text_that_is_read() -> None:
    text = ("A sentence of some length stands here. " * (MAX_BYTES // 39))[:MAX_BYTES]
    assert len(from_text(text).sentences) > 50_000


def test_bad_paths(tmp_path: Path) -> None:
    for source, says in ((tmp_path / "no", "no file"), (tmp_path, "folder"), ("a\0b", "cannot read")):
        with pytest.raises(SourceError, match=says):
            read(str(source))


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From a pipe.")))
    assert read("-").text == "From a pipe."


@pytest.mark.parametrize(
    ("text", "header", "title", "published"),
    [
        ("Title: A Bridge\nDate: 2024-03-05\nBy Jo Berg\n\nIt is closed. It stays so.", 3, "A Bridge", "2024-03-05"),
        ("A bridge is closed\n\nThe bridge was closed on Monday.", 1, "A bridge is closed", "None"),
        ("The bridge was closed on Monday.\nIt stays so.", 0, None, "None"),
        ("Von der Leyen tritt an\n\nDie Kommission teilte das mit.", 1, "Von der Leyen tritt an", "None"),
        ("Die Brücke\nVon Anna Berg\n\nSie wurde am Montag gesperrt.", 2, "Die Brücke", "None"),
        ("2024-03-05", 0, None, "None"),
        ("By Tuesday it was over\nand nobody came\nto see it", 0, None, "None"),
    ],
)
def test_the_header_is_metadata_only(text: str, header: int, title: str | None, published: str) -> None:
    document = from_text(text)
    assert sum(s.role == "header" for s in document.sentences) == header
    assert (document.title, str(document.published)) == (title, published)


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("A bridge is closed\nBy Ann Hill and Ola Berg\n\nIt was closed on Monday.", "Ann Hill and Ola Berg"),
        ("Author: Ann Hill\n\nIt was closed on Monday.", "Ann Hill"),
        ("Von der Leyen tritt an\n\nDie Kommission teilte das mit.", None),
    ],
)
def test_a_byline_is_a_label_or_made_of_names(text: str, byline: str | None) -> None:
    assert from_text(text).byline == byline
