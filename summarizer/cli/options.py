"""Options that several commands share, and the layout of their help."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand

from ..documents.loaders.registry import LOADERS
from ..drafting.registry import STRATEGIES
from ..errors import UsageError
from ..render.registry import RENDERERS

__all__ = [
    "HELP",
    "PLAIN",
    "BaseUrl",
    "BriefingFormat",
    "Debug",
    "Form",
    "Grouped",
    "Json",
    "ModelOption",
    "Plan",
    "Profile",
    "chosen",
    "in_json",
]

PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
HELP = {"help_option_names": ["-h", "--help"]}


BriefingFormat = StrEnum("BriefingFormat", {name.upper(): name for name in RENDERERS})  # type: ignore[misc]
"""Output format of a briefing."""


Form = StrEnum("Form", {name.upper(): name for name in LOADERS})  # type: ignore[misc]
"""Input format of a source."""


Plan = StrEnum("Plan", {name.upper(): name for name in STRATEGIES})  # type: ignore[misc]
"""Writing plan: the sequence of model calls."""


Style = TypeVar("Style", bound=StrEnum)
ModelOption = Annotated[str | None, typer.Option("--model", "-m", help="See 'brief --help'.", metavar="NAME")]
BaseUrl = Annotated[str | None, typer.Option(help="See 'brief --help'.", metavar="URL")]
Profile = Annotated[str | None, typer.Option(help="A profile from your config file.", metavar="NAME")]
Json = Annotated[bool, typer.Option("--json", help="Same as --format json.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]


class Grouped(TyperCommand):
    """A command whose help shows its options in groups: typer's ``rich_help_panel``, without rich."""

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Write the arguments, then each group in the order of its first option; ungrouped options come last."""
        groups: dict[str, list[tuple[str, str]]] = {"Arguments": []}
        others: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                groups["Arguments"].append((parameter.metavar or record[0], record[1]))
            else:
                panel = getattr(parameter, "rich_help_panel", None)
                (groups.setdefault(panel, []) if panel else others).append(record)
        for heading, records in {**groups, "Other options": others}.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def in_json(style: Style | None, as_json: Style | None) -> Style | None:
    """Return the format that ``--format`` and ``--json`` ask for. ``as_json`` is None if ``--json`` is not given."""
    if as_json is not None and style is not None and style is not as_json:
        raise UsageError(f"--json and --format {style} contradict each other", hint="Leave one of them out.")
    return as_json or style


def chosen(flag: StrEnum | None, values: type[StrEnum], project: str | None) -> str | None:
    """Return the flag's value, or the project's. Raises UsageError if the project's value is invalid."""
    if flag is not None or project is None:
        return flag and flag.value
    if project not in {v.value for v in values}:
        raise UsageError(f"[tool.brief] has the unknown value {project!r}", hint=f"Known: {', '.join(values)}.")
    return project
