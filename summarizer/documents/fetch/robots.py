"""Polite fetching: one request at a time per host, robots.txt obeyed, feeds fetched only if they have changed."""

import hashlib
import json
import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...errors import SourceError
from .http import AGENT, MAX_PAGE, Fetched, fetch

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Web"]

MAX_ROBOTS = 500_000
"""Largest robots.txt that is obeyed, in bytes; a larger one counts as none. RFC 9309 asks for at least 500 KiB."""


class Web:
    """The fetches of one run. ``folder``: the store of feeds, for conditional requests; None for no store."""

    def __init__(self, folder: Path | None = None, *, private: bool = False) -> None:
        """``private``: addresses of private networks are allowed."""
        self._folder = folder
        self.private = private
        self._busy: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._robots: dict[str, Protego | None] = {}

    def page(self, url: str, *, followed: bool = False) -> Fetched:
        """Return the page at ``url``. ``followed``: a feed linked to it, so robots.txt is obeyed.

        Raises SourceError.
        """
        with self._busy[urlsplit(url).netloc]:
            if followed and not self._allowed(url):
                raise SourceError(f"{urlsplit(url).hostname} does not allow robots to read this page")
            return fetch(url, private=self.private)

    def feed(self, url: str) -> Fetched:
        """Return the feed at ``url``, or its stored copy if the server says that nothing has changed."""
        kept = self._kept(url)
        known = {} if kept is None else _condition(kept.headers)
        with self._busy[urlsplit(url).netloc]:
            got = fetch(url, private=self.private, known=known)
        if got.status == 304 and kept is not None:
            return kept
        if got.headers.keys() & {"etag", "last-modified"}:
            self._keep(url, got)
        return got

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        return rules is None or rules.can_fetch(url, AGENT.partition("/")[0])

    def _rules(self, origin: str) -> "Protego | None":
        """Return the rules of ``origin``; None, which forbids nothing, if its robots.txt is missing or too large."""
        from protego import Protego

        try:
            got = fetch(f"{origin}/robots.txt", private=self.private, most=MAX_ROBOTS)
        except SourceError:
            return None
        return Protego.parse(got.body.decode("utf-8", "replace"))

    def _file(self, url: str) -> Path | None:
        return self._folder and self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.feed"

    def _kept(self, url: str) -> Fetched | None:
        path = self._file(url)
        try:
            head, _, body = path.read_bytes().partition(b"\n") if path else (b"", b"", b"")
            told = json.loads(head)
            if told["url"] != url or told["sha256"] != hashlib.sha256(body).hexdigest():
                return None
            return Fetched(told["at"], 200, dict(told["headers"]), body)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, url: str, got: Fetched) -> None:
        path = self._file(url)
        if path is None or len(got.body) > MAX_PAGE:
            return
        headers = {k: v for k, v in got.headers.items() if k in {"etag", "last-modified", "content-type"}}
        told = {"url": url, "at": got.url, "headers": headers, "sha256": hashlib.sha256(got.body).hexdigest()}
        with suppress(OSError):  # a feed that cannot be kept is fetched whole the next time
            from ...config.files import replace

            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(path, json.dumps(told).encode() + b"\n" + got.body, private=True)


def _condition(headers: dict[str, str]) -> dict[str, str]:
    """Return the headers of a conditional request, from those of the stored reply."""
    asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value and value.isprintable()}
