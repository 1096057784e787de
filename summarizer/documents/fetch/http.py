"""One GET of a web address: checked at every hop, bounded in size and time.

A name is resolved once, all its addresses are checked, and the connection goes to a checked one, so that a name that
resolves differently the second time gains nothing. Proxy variables are honoured here.
"""

import time
import zlib
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from ... import __version__
from ...errors import FetchError, SourceError
from .ssrf import checked_url, host_of

__all__ = ["AGENT", "MAX_PAGE", "Fetched", "fetch"]

AGENT = f"brief/{__version__} (a summarizer; reads what its user asked for)"
MAX_PAGE = 10_000_000
"""Largest body of one reply, in bytes, after decompression."""
MAX_HOPS = 10
SECONDS = 30.0
"""Time limit for one address, all hops included, but not name resolution by the system."""
_MOVED = frozenset({301, 302, 303, 307, 308})


class Fetched(NamedTuple):
    """The reply of an address. ``url``: the address of the last hop; ``body``: empty if nothing has changed (304)."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def charset(self) -> str | None:
        """The encoding that the server declares; None if it declares none."""
        kind = self.headers.get("content-type", "")
        found = [
            p.partition("=")[2].strip(" \"'") for p in kind.split(";")[1:] if p.strip().lower().startswith("charset=")
        ]
        return found[0] if found else None


def fetch(url: str, *, private: bool = False, known: dict[str, str] | None = None, most: int = MAX_PAGE) -> Fetched:
    """Fetch ``url``. ``known``: headers of a conditional request; ``most``: largest body, in bytes.

    Raises SourceError for an address that is refused or cannot be read, FetchError for a network error.
    """
    from .network import FAILURES, TIMEOUTS

    deadline = time.monotonic() + SECONDS
    at, seen = checked_url(url, private=private), set[str]()
    while True:
        if at in seen or len(seen) >= MAX_HOPS:
            raise SourceError(f"{host_of(url)} redirects too many times")
        seen.add(at)
        try:
            got = _one(at, deadline, known or {}, private=private, most=most)
        except TIMEOUTS as error:
            raise FetchError(f"{host_of(at)} gave no complete answer within {SECONDS:.0f} s") from error
        except FAILURES as error:
            raise FetchError(f"cannot reach {host_of(at)}", hint="Check the address and your network.") from error
        if got.status not in _MOVED:
            break
        there = checked_url(urljoin(at, got.headers.get("location", "")), private=private)
        if at.startswith("https:") and not there.startswith("https:"):
            raise SourceError(f"{host_of(at)} redirects from https to http, which is not allowed")
        at = there
    if got.status not in {200, 203, 304}:
        raise _refused(at, got.status)
    return got


def _refused(url: str, status: int) -> SourceError:
    why = {
        401: "it asks for a password",
        402: "it asks for payment",
        403: "it does not allow access",
        404: "there is no such page",
        410: "the page is gone",
        429: "it received too many requests",
        451: "it is blocked for legal reasons",
    }.get(status, "the server has an error" if status >= 500 else "the request was refused")
    return SourceError(
        f"{host_of(url)} answered {status}: {why}", hint="Open it in a browser, save the page, and brief the file."
    )


def _one(url: str, deadline: float, known: dict[str, str], *, private: bool, most: int) -> Fetched:
    from .network import connections

    headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip", "Host": urlsplit(url).netloc, **known}
    with connections(url, deadline, private=private) as pool:
        sent = [(k.encode(), v.encode()) for k, v in headers.items()]
        with pool.stream(
            "GET", _ascii(url), headers=sent, extensions={"timeout": dict.fromkeys(_STEPS, SECONDS)}
        ) as reply:
            told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in reply.headers}
            moved = reply.status in _MOVED or reply.status == 304
            body = b"" if moved else _body(reply.iter_stream(), told.get("content-encoding", ""), most, host_of(url))
    return Fetched(url, reply.status, told, body)


_STEPS = ("connect", "read", "write", "pool")


def _ascii(url: str) -> str:
    """Return ``url`` as it is sent: the host in IDNA, the rest percent-encoded."""
    from urllib.parse import quote

    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
    place = f"[{host}]" if ":" in (host or "") else str(host)
    netloc = place if parts.port is None else f"{place}:{parts.port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return parts._replace(netloc=netloc, path=path, query=quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")).geturl()


def _body(parts: Iterable[bytes], encoding: str, most: int, host: str) -> bytes:
    """Return the decompressed body. Raises SourceError if it is too large, or compressed in any way but gzip."""
    if encoding.lower() not in {"", "identity", "gzip", "x-gzip"}:
        raise SourceError(f"{host} sent a compression format that was not requested")
    packed = zlib.decompressobj(31) if encoding.lower().endswith("gzip") else None
    whole = bytearray()
    try:
        for part in parts:
            whole += packed.decompress(part, most + 1 - len(whole)) if packed else part
            if len(whole) > most:
                raise SourceError(f"the reply of {host} is larger than {most / 1e6:.0f} MB")
    except zlib.error as error:
        raise SourceError(f"{host} sent a page that cannot be decompressed") from error
    return bytes(whole)
