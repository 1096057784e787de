"""Completion of commands, options and files in the shell.

Loaded only when a shell asks for it or a user installs it.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn

import typer
from typer import completion

from ..errors import OutputError, UsageError

__all__ = ["complete", "hand_out", "sources", "words"]

_SHELLS = ("bash", "zsh", "fish")


def words() -> list[str]:
    """Return the words of the line that the shell wants completed, without ``brief`` itself."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return line.split()[1:]


def complete(app: typer.Typer) -> NoReturn:
    """Print the completions that the shell asks for, and exit."""
    completion.get_completion_inspect_parameters()  # makes the shells known, which typer does for its own options
    app([], prog_name="brief")
    sys.exit(0)


def sources(incomplete: str, commands: dict[str, str]) -> list[tuple[str, str]]:
    """Return the commands that begin with ``incomplete``, and matching files; if empty, the shell completes files."""
    known = [(name, does) for name, does in commands.items() if name.startswith(incomplete)]
    if not known or len(words()) > 1:  # a command is the first word
        return []
    return known + [(path.name, "") for path in sorted(Path().glob(f"{incomplete}*")) if path.name[0] != "."]


def hand_out(context: typer.Context, *, install: bool) -> NoReturn:
    """Install completion for the current shell, or print the script, and exit. Raises UsageError, OutputError."""
    shell = Path(os.environ.get("SHELL", "")).name
    if shell not in _SHELLS:
        raise UsageError(
            f"no completion is available for {shell or 'an unknown shell'}",
            hint=f"Run 'SHELL=bash brief --show-completion' for bash's script. Known shells: {', '.join(_SHELLS)}.",
        )
    callback = completion.install_callback if install else completion.show_callback
    try:
        callback(context, context.command.params[0], shell)
    except OSError as error:
        raise OutputError(f"cannot install completion: {error.strerror}") from error
    sys.exit(0)
