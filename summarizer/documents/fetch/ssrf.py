"""Rules for the web addresses that brief will fetch: their form, and the numeric addresses behind a name."""

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...errors import SourceError

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

__all__ = ["checked_url", "host_of", "is_link", "refusal"]

PORTS = frozenset({None, 80, 443, 8080, 8443})
MAX_URL = 2_000
_WRAPPED = ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "192.88.99.0/24",
            "192.0.0.0/24")  # fmt: skip
"""Networks that are not public although Python 3.11 considers them global."""
_SECRETS = "fd00:ec2::254"
"""The address of the clouds' metadata service, which holds machines' secrets."""


@cache
def _wrapped() -> "tuple[IPv4Network | IPv6Network, ...]":
    from ipaddress import ip_network

    return tuple(map(ip_network, _WRAPPED))


def is_link(source: str) -> bool:
    """True if ``source`` is meant as a web address."""
    return source[:8].lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """Return the host of ``url``, for a message."""
    return urlsplit(url).hostname or "the address"


def checked_url(url: str, *, private: bool = False) -> str:
    """Return ``url`` without its fragment if it is an ordinary http(s) address. Raises SourceError.

    ``private``: any port is allowed, as on an intranet.
    """
    why = _fault(url, private=private)
    if why:
        raise SourceError(
            f"the address, or one that it redirects to, cannot be read: {why}",
            hint="Write an address like https://news.example/x.",
        )
    return urlsplit(url)._replace(fragment="").geturl()


def _fault(  # noqa: PLR0911 - one reason each
    url: str, *, private: bool
) -> str:
    if len(url) > MAX_URL or not url.isprintable() or any(c.isspace() or c in '\\<>"{}|^`' for c in url):
        return "it contains invalid characters or is too long"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "it is malformed"
    if parts.scheme not in {"http", "https"}:
        return "it is neither http nor https"
    if not parts.hostname or "%" in parts.netloc:
        return "it has no host"
    if parts.username is not None or parts.password is not None:
        return "it contains a user name or password"
    if port not in PORTS and not private:
        return f"port {port} is not a web port (--allow-private allows any port)"
    return ""


def refusal(address: str, *, private: bool = False) -> str:
    """Return the reason not to connect to the numeric ``address``; empty if there is none.

    ``private``: this computer and private networks are allowed; link-local addresses, at which clouds serve secrets,
    and multicast never are.
    """
    from ipaddress import ip_address

    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "it is not an address"
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_link_local or found.is_multicast or found.is_unspecified or found == ip_address(_SECRETS):
        return "it is a link-local, multicast or empty address"
    if private and (found.is_loopback or found.is_private):
        return ""
    if any(found.version == net.version and found in net for net in _wrapped()) or not found.is_global:
        return "it belongs to this computer or to a private network"
    return ""
