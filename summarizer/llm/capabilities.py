"""Findings of ``brief check`` about endpoints and models, kept in one small file for later runs."""

import json
from pathlib import Path
from typing import Any

from ..config.files import replace
from .base import Ability, Endpoint

__all__ = ["ability_of", "keep"]

TRIED_PLANS = ("single", "extract")
"""The plans between which the trial of ``brief check`` decides; other values in the file are ignored."""


def keep(path: Path, endpoint: Endpoint, ability: Ability) -> None:
    """Store ``ability`` in the file ``path``, for ``ability_of``. Raises OSError."""
    known = _kept(path)
    known[endpoint.identity] = ability._asdict()
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, json.dumps(known, indent=1).encode(), private=True)


def ability_of(path: Path, endpoint: Endpoint) -> Ability | None:
    """Return the findings of ``brief check`` about this endpoint and model; None if there are none."""
    found = _kept(path).get(endpoint.identity)
    if not isinstance(found, dict) or found.get("mode") not in {"JSON_SCHEMA", "MD_JSON"}:
        return None
    plan, compares, judges = found.get("plan"), found.get("compares"), found.get("judges")
    return Ability(
        found["mode"],
        found.get("enumerates") is True,
        plan if plan in TRIED_PLANS else "single",
        compares if isinstance(compares, bool) else None,
        judges if isinstance(judges, bool) else None,
    )


def _kept(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
