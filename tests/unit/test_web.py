"""Web addresses: the ones that are fetched, the way they are fetched, and hostile servers."""

import gzip
import json
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from summarizer.documents.fetch import http as fetching
from summarizer.documents.fetch.http import fetch
from summarizer.documents.fetch.robots import Web
from summarizer.documents.fetch.ssrf import checked_url, is_link, refusal
from summarizer.errors import FetchError, SourceError
from tests.conftest import ROOT
from tests.site import Reply, site

CASES = json.loads((ROOT / "tests" / "data" / "ssrf.json").read_text(encoding="utf-8"))
"""Hosts, addresses and URLs that must never be reached, and public addresses near to them."""


@pytest.mark.parametrize("host", CASES["hosts"])
def test_a_private_host_is_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(SourceError):
        fetch(f"http://{host}/")


@pytest.mark.parametrize("url", CASES["urls"])
def test_an_address_of_no_ordinary_form_is_refused(url: str) -> None:
    with pytest.raises(SourceError):
        checked_url(url)
    with pytest.raises(SourceError):
        fetch(url)


@pytest.mark.parametrize("address", CASES["addresses"])
def test_a_numeric_address_that_is_not_public_is_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", CASES["public"])
def test_a_public_address_is_not_refused(address: str) -> None:
    assert refusal(address) == ""


def test_a_longer_list_of_private_addresses_is_refused_too(volume: Path) -> None:
    hostile = json.loads((volume / "data" / "hostile" / "ssrf.json").read_text(encoding="utf-8"))
    for url in [*(f"http://{host}/" for host in hostile["deny_hosts_after_resolution"]), *hostile["deny_urls"]]:
        with pytest.raises(SourceError):
            fetch(url)
    assert all(map(refusal, hostile["python_3_11_7_is_global_wrongly_True"]))


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "0.0.0.0", "224.0.0.1"])  # noqa: S104
def test_allow_private_never_reaches_a_clouds_secrets(address: str) -> None:
    assert refusal(address, private=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.5", "fc00::1"])
def test_allow_private_reaches_an_intranet(address: str) -> None:
    assert refusal(address)
    assert refusal(address, private=True) == ""


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that first answers with a public address and then with this computer's gains nothing."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    connected: list[str] = []
    resolved = []

    def lookup(host: str, *_args: Any, **_more: Any) -> list[Any]:
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 0))]

    import httpcore2

    def connect(_self: Any, host: str, *_args: Any, **_more: Any) -> Any:
        connected.append(host)
        raise httpcore2.ConnectError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchError):
        fetch("https://rebinding.example/")
    assert (resolved, connected) == (["rebinding.example"], ["93.184.216.34"])


def test_redirects_are_checked_at_every_hop() -> None:
    ways = {
        "/private": "http://10.0.0.1/",
        "/file": "file:///etc/passwd",
        "/loop": "/loop2",
        "/loop2": "/loop",
        "/secret": "http://169.254.169.254/latest",
        "/nowhere": "",
    }

    def answer(path: str, _headers: dict[str, str]) -> Reply:
        if path.startswith("/hop"):
            return 302, {"Location": f"/hop{int(path[4:]) + 1}"}, b""
        if path == "/good":
            return 301, {"Location": "/page"}, b""
        return (302, {"Location": ways[path]}, b"") if path in ways else (200, {}, b"here")

    with site(answer) as there:
        assert fetch(f"{there.url}/good", private=True).body == b"here"
        for path in ("/file", "/loop", "/secret", "/hop1", "/nowhere"):
            with pytest.raises(SourceError):
                fetch(there.url + path, private=True)
        before = len(there.asked)
        with pytest.raises(SourceError):
            fetch(f"{there.url}/private")
        assert len(there.asked) == before  # this computer itself is private


def test_a_step_from_https_to_http_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def one(url: str, *_args: Any, **_more: Any) -> fetching.Fetched:
        return fetching.Fetched(url, 302, {"location": "http://news.example/plain"}, b"")

    monkeypatch.setattr(fetching, "_one", one)
    with pytest.raises(SourceError, match="from https"):
        fetch("https://news.example/")


def test_size_is_limited_packed_or_not() -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)

    def answer(path: str, _headers: dict[str, str]) -> Reply:
        if path == "/bomb":
            return 200, {"Content-Encoding": "gzip"}, bomb
        if path == "/packed":
            return 200, {"Content-Encoding": "gzip"}, gzip.compress(b"good")
        if path == "/odd":
            return 200, {"Content-Encoding": "br"}, b"xx"
        return 200, {}, b"x" * 2_000

    with site(answer) as there:
        with pytest.raises(SourceError, match="larger than"):
            fetch(f"{there.url}/bomb", private=True)
        with pytest.raises(SourceError, match="larger than"):
            fetch(f"{there.url}/big", private=True, most=1_999)
        assert len(fetch(f"{there.url}/big", private=True, most=2_000).body) == 2_000
        assert fetch(f"{there.url}/packed", private=True).body == b"good"
        with pytest.raises(SourceError, match="compression format"):
            fetch(f"{there.url}/odd", private=True)


def test_a_server_that_drips_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.6)
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not done.wait(0.1):
                try:
                    connection.sendall(b"X-A: b\r\n")
                except OSError:
                    return

    threading.Thread(target=drip, daemon=True).start()
    try:
        with pytest.raises(FetchError, match="complete answer"):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", private=True)
    finally:
        done.set()
        listener.close()


@pytest.mark.parametrize(
    ("status", "says"), [(403, "403"), (404, "no such page"), (500, "has an error"), (429, "too many requests")]
)
def test_what_a_server_refuses_is_told(status: int, says: str) -> None:
    with site(lambda *_: (status, {}, b"")) as there, pytest.raises(SourceError, match=says):
        fetch(there.url, private=True)


def test_a_proxy_is_asked_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: Any, **_more: Any) -> Any:
        raise socket.gaierror(-2, "behind a proxy nobody else resolves names")

    for name in ("no_proxy", "NO_PROXY", "all_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with site(lambda *_: (200, {}, b"by proxy")) as there:
        monkeypatch.setenv("http_proxy", there.url)
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, *a, **k: real(host, *a, **k) if host == "127.0.0.1" else unknown()
        )
        assert fetch("http://news.example/x").body == b"by proxy"
        assert there.asked[0][0] == "http://news.example/x"
        with pytest.raises(SourceError, match="private network"):
            fetch("http://127.0.0.1/x")


def test_a_feed_is_asked_only_for_what_is_new(tmp_path: Path) -> None:
    def answer(_path: str, headers: dict[str, str]) -> Reply:
        if headers.get("if-none-match") == '"v1"':
            return 304, {}, b""
        return 200, {"ETag": '"v1"', "Last-Modified": "Mon, 23 Nov 2026 00:00:00 GMT"}, b"<rss/>"

    with site(answer) as there:
        assert Web(tmp_path, private=True).feed(there.url).body == b"<rss/>"
        again = Web(tmp_path, private=True).feed(there.url)
        assert again.body == b"<rss/>"
        assert there.asked[1][1]["if-modified-since"] == "Mon, 23 Nov 2026 00:00:00 GMT"
        for kept in tmp_path.iterdir():
            kept.write_bytes(kept.read_bytes()[:-1])
        assert Web(tmp_path, private=True).feed(there.url).body == b"<rss/>"
        assert "if-none-match" not in there.asked[2][1]  # a corrupted file is not relied on


def test_robots_txt_is_heeded_where_a_feed_led_and_not_where_the_user_did() -> None:
    def answer(path: str, _headers: dict[str, str]) -> Reply:
        return 200, {}, b"User-agent: *\nDisallow: /no\n" if path == "/robots.txt" else b"page"

    with site(answer) as there:
        web = Web(private=True)
        assert web.page(f"{there.url}/no/1").body == b"page"
        assert web.page(f"{there.url}/yes", followed=True).body == b"page"
        with pytest.raises(SourceError, match="robots"):
            web.page(f"{there.url}/no/1", followed=True)
        assert sum(path == "/robots.txt" for path, _ in there.asked) == 1
        assert there.asked[0][1]["user-agent"].startswith("brief/")


def test_patterns_in_robots_txt_are_understood() -> None:
    rules = b"User-agent: *\nDisallow: /*.pdf$\nDisallow: /private*/drafts\nAllow: /private/drafts/open\n"

    def answer(path: str, _headers: dict[str, str]) -> Reply:
        return 200, {}, rules if path == "/robots.txt" else b"page"

    with site(answer) as there:
        web = Web(private=True)
        for path in ("/a.pdf", "/private-2/drafts"):
            with pytest.raises(SourceError, match="robots"):
                web.page(there.url + path, followed=True)
        for path in ("/a.pdf.html", "/private/drafts/open"):
            assert web.page(there.url + path, followed=True).body == b"page"


def test_one_request_at_a_time_goes_to_a_host() -> None:
    busy, most = 0, 0
    lock = threading.Lock()

    def answer(_path: str, _headers: dict[str, str]) -> Reply:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        threading.Event().wait(0.05)
        with lock:
            busy -= 1
        return 200, {}, b"x"

    with site(answer) as there:
        web = Web(private=True)
        workers = [threading.Thread(target=web.page, args=(f"{there.url}/{n}",)) for n in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert most == 1


def test_an_address_is_sent_in_ascii_and_without_its_fragment() -> None:
    with site(lambda *_: (200, {}, b"x")) as there:
        fetch(f"{there.url}/bücher?q=ü#here", private=True)
        assert there.asked[0][0] == "/b%C3%BCcher?q=%C3%BC"
    assert checked_url("https://news.example/a#b") == "https://news.example/a"
    assert is_link("HTTPS://news.example")
    assert not is_link("https.txt")
