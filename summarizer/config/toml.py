"""The user's config file with its profiles, and the defaults that a project may set."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .files import head

__all__ = ["NUMBERS", "PROFILE_KEYS", "key_of", "profile", "project_defaults", "read_config"]

PROFILE_KEYS: dict[str, type | tuple[type, ...]] = {
    "model": str, "base_url": str, "api_key": str, "api_key_env": str, "api_key_command": str, "language": str,
    "judge": str, "timeout": (int, float), "article_timeout": (int, float), "answer_tokens": int, "jobs": int,
    "price_prompt": (int, float), "price_completion": (int, float),
}  # fmt: skip
"""Keys of the config file and of its profiles, with their types."""
_KEYS: dict[str, type | tuple[type, ...]] = {
    **PROFILE_KEYS,
    "kinds": str,
    "profile": str,
    "profiles": dict,
    "mail": dict,
}
NUMBERS = tuple(name for name, kind in PROFILE_KEYS.items() if kind is not str)
PROJECT_KEYS = ("kind", "format", "language", "plan")
"""Keys that a project's ``[tool.brief]`` may set: none that read, send, pay for or run anything."""
COMMAND_SECONDS = 30
MAX_PROJECT = 1_000_000


def read_config(path: Path) -> dict[str, Any]:
    """Return the values of the config file; empty if there is none. Raises UsageError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the config file {path}") from error
    values = _parsed(text, f"the config file {path}")
    _check(values, _KEYS, str(path))
    for name, own in values.get("profiles", {}).items():
        if not isinstance(own, dict):
            raise UsageError(
                f"the profile {name!r} in {path} is not a table", hint=f"A profile begins with [profiles.{name}]."
            )
        _check(own, PROFILE_KEYS, f"{path}, profile {name!r}")
    return values


def _parsed(text: str, where: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        said = str(error)
        place = said[said.rfind("(") :] if "(" in said else "somewhere"  # without what stands there: it may be a key
        raise UsageError(f"{where} is not valid TOML: {place}") from None


def _check(values: dict[str, Any], known: Mapping[str, type | tuple[type, ...]], where: str) -> None:
    for name, value in values.items():
        if name not in known:
            raise UsageError(f"unknown setting {name!r} in {where}", hint=f"Known: {', '.join(known)}.")
        if not isinstance(value, known[name]) or isinstance(value, bool):
            raise UsageError(f"the setting {name!r} in {where} has the wrong type")


def profile(config: Mapping[str, Any], name: str | None) -> tuple[str, dict[str, Any]]:
    """Return ``(name, values)`` of the profile ``name``, or of the config file's default profile; empty without one."""
    chosen = name or config.get("profile")
    profiles = config.get("profiles", {})
    if not chosen:
        return "", {}
    if chosen not in profiles:
        known = f"Known: {', '.join(profiles)}." if profiles else "The config file has no profiles: see 'brief config'."
        raise UsageError(f"there is no profile {chosen!r}", hint=known)
    return chosen, profiles[chosen]


def key_of(values: Mapping[str, Any], where: str, environ: Mapping[str, str]) -> str | None:
    """Return the key that ``values`` give directly, by a variable or by a command; None if they give none.

    The command is run without a shell. Raises UsageError, which never shows the command's output.
    """
    if key := values.get("api_key"):
        return str(key)
    if variable := values.get("api_key_env"):
        if not environ.get(variable):
            raise UsageError(f"{where} takes the key from the variable {variable}, which is not set")
        return environ[variable]
    command = values.get("api_key_command")
    if not command:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, from his own config file
            shlex.split(command), capture_output=True, text=True, timeout=COMMAND_SECONDS, check=True
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise UsageError(
            f"the command for the key in {where} failed: {type(error).__name__}",
            hint="Run it yourself; it must print the key and nothing else.",
        ) from None
    return done.stdout.rstrip("\r\n")


def project_defaults(folder: Path) -> dict[str, str]:
    """Read ``[tool.brief]`` from ``pyproject.toml`` in ``folder``. Raises UsageError for a key that it may not set."""
    path = folder / "pyproject.toml"
    try:
        raw = head(path, MAX_PROJECT)
    except OSError:
        return {}
    if b"tool.brief" not in raw:
        return {}
    found: dict[str, str] = _parsed(raw.decode("utf-8", "replace"), str(path)).get("tool", {}).get("brief", {})
    for name, value in found.items():
        if name not in PROJECT_KEYS or not isinstance(value, str):
            raise UsageError(
                f"[tool.brief] in {os.fspath(path)} may not set {name!r}",
                hint=f"A project may set {', '.join(PROJECT_KEYS)}; set the rest in your own config file.",
            )
    return found
