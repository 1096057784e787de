"""Settings and their precedence: flag > BRIEF_* > profile > the user's config file > OPENAI_* > default.

Nothing in the working directory is read. A key belongs to the address configured beside it and goes nowhere else.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import UsageError
from .toml import NUMBERS, PROFILE_KEYS, key_of, read_config
from .toml import profile as chosen_profile

__all__ = [
    "OPENAI_URL",
    "Settings",
    "abilities_file",
    "config_file",
    "data_folder",
    "explain",
    "load",
    "recordings_folder",
    "web_folder",
]

OPENAI_URL = "https://api.openai.com/v1"
_Layers = list[tuple[str, dict[str, Any]]]
"""Pairs of a source of values and its values, highest precedence first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one run.

    ``model`` is ``local``, ``local:NAME``, ``local:/path.gguf`` or a name that the endpoint at ``base_url`` knows;
    ``key`` is the key of that endpoint's origin, and never shown; ``kinds`` the folder of the user's own kinds;
    ``timeout`` seconds for one request, ``article_timeout`` for one article with all its requests and pauses;
    ``answer_tokens`` the longest answer; ``jobs`` the articles briefed at a time; ``prices`` dollars for a million
    tokens of prompts and of answers, None where they are not known; ``plan`` the writing plan, None for the one that
    suits the model; ``judge`` who judges what is written: ``auto``, ``off``, ``same`` or the name of another model of
    the endpoint; ``compares`` whether the model says which figures of a story measure the same thing; ``note`` a line
    for the user about ignored settings.
    """

    model: str = "local"
    base_url: str | None = None
    key: str | None = None
    kinds: Path | None = None
    language: str | None = None
    timeout: float | None = None
    article_timeout: float | None = None
    answer_tokens: int | None = None
    jobs: int | None = None
    prices: tuple[float, float] | None = None
    plan: str | None = None
    judge: str = "auto"
    compares: bool = False
    offline: bool = False
    cache: bool = True
    refresh: bool = False
    recordings: Path | None = None
    note: str = ""

    def __repr__(self) -> str:
        """Return the representation without the key."""
        return f"Settings(model={self.model!r}, base_url={self.base_url!r})"


def load(  # noqa: PLR0913 - one parameter for each flag of the command line
    *,
    model: str | None = None,
    base_url: str | None = None,
    language: str | None = None,
    timeout: float | None = None,
    jobs: int | None = None,
    profile: str | None = None,
    plan: str | None = None,
    judge: str | None = None,
    offline: bool = False,
    cache: bool = True,
    refresh: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings of a run, given its flags. Raises UsageError, which names the setting and its location."""
    if offline and (refresh or not cache):
        raise UsageError("--offline uses recordings only, so it cannot be combined with --no-cache or --refresh")
    flags = {"model": model, "base_url": base_url, "language": language, "timeout": timeout, "jobs": jobs,
             "judge": judge}  # fmt: skip
    config = read_config(config_file(environ))
    layers = _layers(flags, config, profile, environ)
    found_url = _first(layers, "base_url")
    found_model = _first(layers, "model")
    openai = {"base_url": environ.get("OPENAI_BASE_URL"), "api_key": environ.get("OPENAI_API_KEY")}
    openai_given = bool(openai["base_url"] or openai["api_key"])
    if found_url is None and openai_given:
        found_url = (len(layers), openai["base_url"] or OPENAI_URL)
    own = len(layers)
    if openai["api_key"]:
        layers.append(("OPENAI_*", {"base_url": openai["base_url"] or OPENAI_URL, "api_key": openai["api_key"]}))
    chosen = _model(found_model, found_url, openai_only=openai_given and _first(layers[:own], "base_url") is None)
    local = chosen.partition(":")[0] == "local"
    url = None if local or found_url is None else _checked_url(found_url[1])
    key, note = (None, "") if url is None else _key(layers, url, environ)
    kinds = environ.get("BRIEF_KINDS") or config.get("kinds")
    numbers = _numbers(layers)
    spoken, judging = _first(layers, "language"), _first(layers, "judge")
    return Settings(
        model=chosen,
        base_url=url,
        key=key,
        kinds=Path(kinds).expanduser() if kinds else None,
        language=spoken[1] if spoken else None,
        timeout=numbers.get("timeout"),
        article_timeout=numbers.get("article_timeout"),
        answer_tokens=numbers.get("answer_tokens"),
        jobs=numbers.get("jobs"),
        prices=_prices(layers, chosen),
        plan=plan,
        judge=judging[1] if judging else "auto",
        offline=offline,
        cache=cache,
        refresh=refresh,
        recordings=recordings_folder(environ),
        note=note,
    )


def _layers(flags: dict[str, Any], config: dict[str, Any], profile: str | None, environ: Mapping[str, str]) -> _Layers:
    name, own = chosen_profile(config, profile or environ.get("BRIEF_PROFILE"))
    path = str(config_file(environ))
    return [
        ("flag", flags),
        ("BRIEF_*", _brief_variables(environ)),
        *([(f"profile {name!r} in {path}", own)] if name else []),
        (path, config),
    ]


def explain(profile: str | None = None, environ: Mapping[str, str] = os.environ) -> Iterator[tuple[str, str, str]]:
    """Yield ``(setting, value, where it comes from)`` for each setting; a key is never shown. Raises UsageError."""
    config = read_config(config_file(environ))
    layers = _layers({}, config, profile, environ)
    if environ.get("OPENAI_API_KEY") or environ.get("OPENAI_BASE_URL"):
        url = environ.get("OPENAI_BASE_URL") or OPENAI_URL
        layers.append(("OPENAI_*", {"base_url": url, "api_key": environ.get("OPENAI_API_KEY")}))
    for name in (*PROFILE_KEYS, "kinds"):
        for where, values in layers:
            if values.get(name) is not None and values.get(name) != "":
                shown = "set, not shown" if name == "api_key" else str(values[name])
                yield name, shown, f"BRIEF_{name.upper()}" if where == "BRIEF_*" else where
                break
        else:
            yield name, "local" if name == "model" else "-", "default"


def _first(layers: _Layers, name: str) -> tuple[int, Any] | None:
    """Return ``(rank, value)`` from the highest layer that has ``name``."""
    return next(((rank, values[name]) for rank, (_, values) in enumerate(layers) if values.get(name)), None)


def _numbers(layers: _Layers) -> dict[str, Any]:
    """Return the numeric settings, each above zero. Raises UsageError."""
    found = {name: value[1] for name in NUMBERS if (value := _first(layers, name))}
    for name, value in found.items():
        if not 0 < value < float("inf"):
            raise UsageError(f"the setting {name} must be greater than zero and finite")
    return found


def _prices(layers: _Layers, model: str) -> tuple[float, float] | None:
    """Return the prices configured with this model, or without any model. Raises UsageError if one is missing."""
    for where, values in layers:
        prompt, completion = values.get("price_prompt"), values.get("price_completion")
        if prompt is None and completion is None:
            continue
        if prompt is None or completion is None:
            raise UsageError(f"{where} sets only one of price_prompt and price_completion")
        return (float(prompt), float(completion)) if values.get("model") in {None, model} else None
    return None


def _model(model: tuple[int, str] | None, url: tuple[int, str] | None, *, openai_only: bool) -> str:
    """Return the model's name. A model from a lower layer than the endpoint was meant for another endpoint."""
    if model is not None and (url is None or model[0] <= url[0]):
        return model[1]
    if url is None:
        return "local"
    where = "OPENAI_BASE_URL or OPENAI_API_KEY" if openai_only else "the endpoint"
    raise UsageError(
        f"{where} is set, but no model is named",
        hint="Name one with --model; '--model local' uses the embedded model and sends nothing.",
    )


def _key(layers: _Layers, url: str, environ: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the key configured with an address of the same origin as ``url``, and a note if others were ignored."""
    passed = []
    for where, values in layers:
        if not any(values.get(name) for name in ("api_key", "api_key_env", "api_key_command")):
            continue
        beside = values.get("base_url")
        if beside and _origin(beside) == _origin(url):
            return _checked_key(key_of(values, where, environ) or "", where), ""
        passed.append(where)
    if passed:
        return None, f"no key sent: the key in {', '.join(passed)} belongs to another address"
    return None, ""


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port


def _checked_key(key: str, where: str) -> str:
    """Return ``key`` if it is valid in a header. Raises UsageError."""
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(
            f"the key in {where} is empty, or contains a line break, a space or another invalid character",
            hint="It may have a trailing newline: set it again, for example with $(tr -d '\\n' < keyfile).",
        )
    return key


def _checked_url(url: str) -> str:
    """Return ``url`` if it is an http(s) address without user or password. Raises UsageError."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and parts.hostname and url.isprintable() and " " not in url
        good = good and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good:
        raise UsageError("the base URL is not an http or https address", hint="Write it like http://localhost:8080/v1.")
    if parts.username or parts.password:
        raise UsageError(
            "the base URL contains a user name or password",
            hint="Remove it, and set BRIEF_API_KEY together with BRIEF_BASE_URL.",
        )
    return url.rstrip("/")


def _brief_variables(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: environ.get(f"BRIEF_{name.upper()}") for name in PROFILE_KEYS if name != "api_key_command"
    }
    for name in NUMBERS:
        if values[name]:
            try:
                values[name] = int(values[name]) if PROFILE_KEYS[name] is int else float(values[name])
            except ValueError:
                raise UsageError(f"BRIEF_{name.upper()} is not a number") from None
    return values


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the user's config file."""
    if home := environ.get("BRIEF_HOME"):
        return Path(home) / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("brief") / "config.toml"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of model weights."""
    if home := environ.get("BRIEF_HOME"):
        return Path(home) / "models"
    from platformdirs import user_data_path

    return user_data_path("brief") / "models"


def abilities_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file with the results of ``brief check``."""
    return data_folder(environ).parent / "endpoints.json"


def web_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of cached feeds, for conditional requests."""
    return recordings_folder(environ).parent / "web"


def recordings_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of recorded replies."""
    if home := environ.get("BRIEF_HOME"):
        return Path(home) / "recordings"
    from platformdirs import user_cache_path

    return user_cache_path("brief") / "recordings"
