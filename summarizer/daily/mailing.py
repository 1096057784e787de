"""Sending an edition by mail, as configured in the table ``[mail]`` of the user's config file."""

import os
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from typing import NamedTuple

from ..config.settings import config_file
from ..config.toml import key_of, read_config
from ..errors import OutputError, UsageError

__all__ = ["Mail", "send", "settings"]

SECONDS = 60.0


class Mail(NamedTuple):
    """The mail server and its login. ``security``: ``starttls``, ``tls`` or ``none`` (only to this computer)."""

    host: str
    port: int = 587
    user: str | None = None
    password: str | None = None
    sender: str = "brief@localhost"
    security: str = "starttls"

    def __repr__(self) -> str:
        """Leave out the password."""
        return f"Mail(host={self.host!r}, port={self.port})"


def settings(environ: Mapping[str, str] = os.environ) -> Mail | None:
    """Return the mail settings of the user's config file, None if it has none. Raises UsageError."""
    path = config_file(environ)
    told = read_config(path).get("mail")
    if told is None:
        return None
    where = f"[mail] in {path}"
    for name, value in told.items():
        if name not in _KEYS or not isinstance(value, _KEYS[name]) or isinstance(value, bool):
            raise UsageError(f"{where} has an unknown or invalid setting, {name!r}", hint=f"Known: {', '.join(_KEYS)}.")
    if not told.get("host") or told.get("security", "starttls") not in {"starttls", "tls", "none"}:
        raise UsageError(f"{where} needs 'host'; 'security', if set, must be starttls, tls or none")
    if told.get("security") == "none" and told["host"] not in {"localhost", "127.0.0.1", "::1"}:
        raise UsageError(f"{where}: 'security' may be none only for a server on this computer")
    secret = {f"api_key{n.removeprefix('password')}": v for n, v in told.items() if n.startswith("password")}
    password = key_of(secret, where, environ)
    plain = {n: told[n] for n in ("host", "port", "user", "sender", "security") if n in told}
    return Mail(**plain, password=password)


_KEYS: dict[str, type] = {"host": str, "port": int, "user": str, "password": str, "password_env": str,
                          "password_command": str, "sender": str, "security": str}  # fmt: skip


def send(message: EmailMessage, mail: Mail) -> None:
    """Send ``message`` to the addresses in its To. Raises OutputError, which never contains the password."""
    try:
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=context)
            if mail.security == "tls"
            else smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
        )
        with server:
            if mail.security == "starttls":
                server.starttls(context=context)
            if mail.user and mail.password:
                server.login(mail.user, mail.password)
            server.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise OutputError(
            f"{mail.host} refused the user name or password", hint="Check [mail] in your config file."
        ) from None
    except (OSError, smtplib.SMTPException) as error:
        raise OutputError(
            f"the mail could not be sent by {mail.host}: {type(error).__name__}",
            hint="Check [mail] in your config file, or send the .eml file yourself.",
        ) from None
