"""Command-line mistakes in brief's own words: what is wrong, and what may have been meant."""

from pathlib import Path
from typing import Any

from typer import TyperException

from ..errors import UsageError

__all__ = ["misspelt", "usage_error"]

_CLOSE = 0.7
"""Similarity, from 0 to 1, from which a word counts as a misspelling of another."""
_LONGEST = 20
"""Most letters of a word that may be a misspelled command."""
_NUMBERS = {int: "a whole number", float: "a number"}


def close_to(word: str, known: list[str]) -> str:
    """Return the word of ``known`` closest to ``word``; empty if none is close."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), known, 1, _CLOSE)), "")


def misspelt(word: str, commands: list[str]) -> UsageError | None:
    """Return the error for a first word that is not a file but resembles a command, else None."""
    if not word.isalnum() or len(word) > _LONGEST or Path(word).exists():
        return None
    meant = f"--{word}" if word in {"help", "version"} else close_to(word, commands)
    return UsageError(f"there is no command or file {word}. Did you mean 'brief {meant}'?") if meant else None


def usage_error(error: TyperException, command: str) -> UsageError:
    """Translate ``error``, raised by typer, into a UsageError.

    typer's classes are private, so the contents tell them apart. ``command``: what was called, such as "brief eval", if
    typer does not say so.
    """
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else command
    hint = f"See '{path} --help'."
    name, parameter, option = type(error).__name__, getattr(error, "param", None), getattr(error, "option_name", "")
    if name == "NoSuchOption":
        return _no_option(option, context, hint)
    if parameter is not None:
        return _bad_value(parameter, error, hint)
    if error.message.startswith("No such command"):
        return _no_command(error, context, path, hint)
    if option:
        said = f"{option} takes no value" if "not take" in error.message else f"{option} needs a value"
    elif error.message.startswith("Missing command"):
        said = f"'{path}' needs the name of a command"
    elif "unexpected extra argument" in error.message:
        said = f"'{path}' has an unexpected argument: {error.message.rpartition('(')[2].rstrip(')')}"
    else:
        said = "the command line is invalid"
    return UsageError(said, hint=hint)


def _no_option(option: str, context: Any, hint: str) -> UsageError:  # noqa: ANN401 - typer's class is not public
    known = sorted(o for p in context.command.get_params(context) for o in p.opts if o.startswith("--"))
    meant = close_to(option, known) if option.startswith("--") else ""
    meant = meant or next((o for o in known if len(option) > 3 and o.startswith(option)), "")
    where = context.command_path
    if meant:
        return UsageError(f"'{where}' has no option {option}. Did you mean {meant}?")
    return UsageError(f"'{where}' has no option {option}", hint=hint)


def _no_command(error: TyperException, context: Any, path: str, hint: str) -> UsageError:  # noqa: ANN401
    word = error.message.partition("'")[2].partition("'")[0]
    meant = close_to(word, list(context.command.commands))
    if meant:
        return UsageError(f"'{path}' has no command {word}. Did you mean '{path} {meant}'?")
    return UsageError(f"'{path}' has no command {word}", hint=hint)


def _named(parameter: Any) -> str:  # noqa: ANN401
    """Return the parameter as users write it: the longest form of an option, or the argument's name in the help."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper()).rstrip(".")


def _bad_value(parameter: Any, error: TyperException, hint: str) -> UsageError:  # noqa: ANN401
    name, kind = _named(parameter), parameter.type_descriptor
    if type(error).__name__ == "MissingParameter":
        return UsageError(f"{name} is missing", hint=hint)
    faults: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    value = f", not {faults[0].get('input')!r}" if faults else ""
    if kind.choices is not None:
        return UsageError(f"{name} must be one of {', '.join(map(str, kind.choices))}{value}", hint=hint)
    number = _NUMBERS.get(kind.annotation)
    if number is None:
        return UsageError(f"{name} has an invalid value{value}", hint=hint)
    least, most = parameter.min, parameter.max
    limits = f" from {least} to {most}" if most is not None else f" of at least {least}" if least is not None else ""
    return UsageError(f"{name} must be {number}{limits}{value}", hint=hint)
