"""A kind: one prompt and one schema of the same name.

It is part of brief, or in a folder that the user's config names, or in an installed package with an entry point.
"""

import hashlib
import importlib.util
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import get_data  # importlib.resources loads tempfile and more: 10 ms of a start
from typing import NamedTuple

from pydantic import BaseModel

from ..config.files import head
from ..errors import KindError
from .traversal import check_schema, walk_types

__all__ = ["Kind", "Prompt", "find", "names"]

BUILT_IN = ("news", "story")
GROUP = "citebrief.kinds"
"""Entry points of this group name the kinds of installed packages: ``meeting = "acme_kinds"``, where both files are."""
MAX_PROMPT = 50_000
"""Bytes of a prompt template."""


class Prompt(NamedTuple):
    """The two halves of a prompt. The task holds ``$article`` once; it may hold ``$language``, ``$about``, ``$claims``.

    ``$about``: title, outlet, date and author of the article; ``$claims``: how many claims suit its length.
    """

    system: str
    task: str


class Kind(NamedTuple):
    """``prompt`` is what is asked; ``small_prompt`` the same for small models, where the kind has such a form.

    ``content`` is the pydantic class of the briefing's content; ``digest`` the hex SHA-256 of prompts and schema.
    """

    name: str
    prompt: Prompt
    small_prompt: Prompt
    content: type[BaseModel]
    digest: str


def names(folder: Path | None = None) -> list[str]:
    """Return the names of all kinds: built in, those in ``folder`` that have both files, and those installed."""
    own = sorted(p.stem for p in folder.glob("*.md") if p.with_suffix(".py").is_file()) if folder else []
    return list(dict.fromkeys([*BUILT_IN, *own, *sorted(_installed())]))


def find(name: str, folder: Path | None = None) -> Kind:
    """Return the kind called ``name``. Raises KindError if there is none, or if its prompt or schema is broken."""
    if folder is not None and name.isidentifier() and (folder / f"{name}.md").is_file():
        return _load(name, folder)
    if name in BUILT_IN:
        return _built_in(name)
    if name in _installed():
        return _load(name, _installed()[name])
    raise KindError(
        f"there is no kind {name!r}",
        hint=f"Kinds: {', '.join(names(folder))}. Put your own NAME.md and NAME.py into the folder set by 'kinds' in "
        "the config file.",
    )


@cache
def _installed() -> dict[str, Path]:
    """Return the folder of each kind that an installed package has. No package is imported."""
    from importlib.metadata import entry_points

    specs = {point.name: importlib.util.find_spec(point.value) for point in entry_points(group=GROUP)}
    places = {name: spec.submodule_search_locations for name, spec in specs.items() if spec}
    return {name: Path(folders[0]) for name, folders in places.items() if folders and name.isidentifier()}


@cache
def _built_in(name: str) -> Kind:
    module = import_module(f"summarizer.schemas.{name}")
    files = (f"prompts/{name}.md", f"prompts/{name}.small.md", f"schemas/{name}.py")
    prompt, small, source = ((get_data("summarizer", file) or b"").decode() for file in files)
    return _kind(name, prompt, small, source, vars(module))


@cache
def _load(name: str, folder: Path) -> Kind:
    """Load the user's own kind; its schema is run as Python."""
    module_file = folder / f"{name}.py"
    try:
        prompt = head(folder / f"{name}.md", MAX_PROMPT).decode("utf-8")
        smaller = folder / f"{name}.small.md"
        small = head(smaller, MAX_PROMPT).decode("utf-8") if smaller.is_file() else ""
        source = module_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KindError(f"cannot read kind {name!r} in {folder}: {type(error).__name__}") from error
    spec = importlib.util.spec_from_file_location(f"_brief_kind_{name}", module_file)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018 - a .py file always has them
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise KindError(
            f"the schema of kind {name!r} cannot be imported: {type(error).__name__}: {error}",
            hint=f"See {module_file}.",
        ) from error
    return _kind(name, prompt, small, source, vars(module))


def _prompt(name: str, text: str) -> Prompt:
    system, mark, task = text.partition("\n---\n")
    if not mark or task.count("$article") != 1:
        raise KindError(
            f"the prompt of kind {name!r} is invalid",
            hint="A prompt has instructions, a line '---', and a task that contains $article exactly once.",
        )
    return Prompt(system.strip(), task.strip())


def _kind(name: str, prompt: str, small: str, source: str, module: dict[str, object]) -> Kind:
    title = "".join(part.title() for part in name.split("_"))
    content = module.get(title)
    if not (isinstance(content, type) and issubclass(content, BaseModel)):
        raise KindError(f"the schema of kind {name!r} has no pydantic class {title}")
    check_schema(content, name)
    if not any(walk_types(content)):
        raise KindError(
            f"the schema of kind {name!r} has no Cited node", hint="See docs/kinds.md for a complete example."
        )
    digest = hashlib.sha256(f"{prompt}\0{small}\0{source}".encode()).hexdigest()
    return Kind(name, _prompt(name, prompt), _prompt(name, small or prompt), content, digest)
