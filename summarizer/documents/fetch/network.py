"""Connections to checked addresses only, or through the system's proxy, until a deadline.

Only here is httpcore2 used.
"""

import socket
import time
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2

from ...errors import SourceError
from .ssrf import host_of, refusal

__all__ = ["FAILURES", "TIMEOUTS", "connections"]

TIMEOUTS = (httpcore2.TimeoutException, TimeoutError)
FAILURES = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError, OSError)


def connections(url: str, deadline: float, *, private: bool) -> Any:  # noqa: ANN401 - the library's two classes of a pool
    """Return a pool of connections for ``url``, until ``deadline`` in seconds of the monotonic clock.

    Raises SourceError.

    ``private``: addresses of private networks are allowed.
    """
    proxy = _proxy(url)
    if proxy is None:
        return httpcore2.ConnectionPool(network_backend=_GuardedNetwork(deadline, private=private))
    _resolved(host_of(url), private=private, must=False)
    parts = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    login = (parts.username, parts.password or "") if parts.username else None
    bare = f"{parts.scheme}://{parts.hostname}:{parts.port or 80}"
    return httpcore2.HTTPProxy(bare, proxy_auth=login, network_backend=_GuardedNetwork(deadline, private=None))


def _proxy(url: str) -> str | None:
    proxies = getproxies()
    found = proxies.get(urlsplit(url).scheme) or proxies.get("all")
    return None if not found or proxy_bypass(host_of(url)) else found


class _GuardedNetwork(httpcore2.NetworkBackend):
    """Connects to the addresses that a host resolves to if all of them are allowed."""

    def __init__(self, deadline: float, *, private: bool | None) -> None:
        """``deadline``: seconds of the monotonic clock. ``private``: None for a proxy, whose address is not checked."""
        self._deadline = deadline
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,  # noqa: ANN401 - as the library has it
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of ``host`` that answers. Raises SourceError for an address not allowed."""
        addresses = [host] if self._private is None else _resolved(host, private=self._private)
        plain = httpcore2.SyncBackend()
        failed: Exception = OSError("no address")
        for address in addresses:
            try:
                seconds = _left(self._deadline, timeout)
                stream = plain.connect_tcp(address, port, seconds, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except httpcore2.NetworkError as error:
                failed = error
        raise failed


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every read and write ends at the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:  # noqa: ANN401
        stream = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Return the seconds that a call may take. Raises ReadTimeout after the deadline."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore2.ReadTimeout("the deadline has passed")
    return min(seconds, timeout or seconds)


def _resolved(host: str, *, private: bool, must: bool = True) -> list[str]:
    """Return the addresses of ``host``, all of them allowed. Raises SourceError, or OSError if it has none.

    ``must``: an unresolvable name is an error; behind a proxy it is not, since the proxy resolves it.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if not must:
            return []
        raise OSError(f"{host} has no address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if why := refusal(address, private=private):
            raise SourceError(
                f"{host} cannot be read: {why}",
                hint="--allow-private allows private networks, but never link-local or multicast addresses.",
            )
    return addresses
