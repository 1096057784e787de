"""The renderers of a briefing, by the name of their format."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..briefing import Briefing

__all__ = ["RENDERERS", "RenderOptions", "Renderer"]


class RenderOptions(NamedTuple):
    """The user's choices: all evidence, the article's text in JSON, and one line per briefing in JSON."""

    evidence: bool = False
    text: bool = True
    one_line: bool = False


class Renderer(NamedTuple):
    """A format.

    ``ending``: its file extension, without the dot; ``render``: returns the briefing with a final line break.
    """

    ending: str
    render: Callable[["Briefing[Any]", RenderOptions], str]


def _text(briefing: "Briefing[Any]", options: RenderOptions) -> str:
    from .text import to_text

    return to_text(briefing, evidence=options.evidence)


def _markdown(briefing: "Briefing[Any]", options: RenderOptions) -> str:
    from .markdown import to_markdown

    return to_markdown(briefing, evidence=options.evidence)


def _html(briefing: "Briefing[Any]", options: RenderOptions) -> str:  # noqa: ARG001 - the page has all of it always
    from .html import to_html

    return to_html(briefing)


def _json(briefing: "Briefing[Any]", options: RenderOptions) -> str:
    return briefing.to_json(text=options.text, indent=None if options.one_line else 2) + "\n"


RENDERERS: dict[str, Renderer] = {
    "text": Renderer("txt", _text),
    "markdown": Renderer("md", _markdown),
    "html": Renderer("html", _html),
    "json": Renderer("json", _json),
}
"""``--format`` and the extension of ``--output`` select one of these."""
