"""Errors as users see them: one line on stderr and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import BriefError, OutputError
from .streams import stdout_fault
from .terminal import say

__all__ = ["INTERRUPTED_EXIT", "lost_output", "reported", "told"]

INTERRUPTED_EXIT = 130


@contextmanager
def reported(*, debug: bool = False, source: str = "", codes: list[int] | None = None) -> Iterator[None]:
    """Turn each error into one line and an exit code; if ``codes`` is given, add the code to it and continue."""
    try:
        yield
    except BriefError as error:
        code, message, hint = error.exit_code, str(error), error.hint
    except BrokenPipeError:
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED_EXIT) from None
    except Exception as error:  # noqa: BLE001 - a fault of our own is told in one line too
        lost = lost_output() if isinstance(error, OSError) else None
        if lost is not None:  # what comes later could not be written either
            say(told(lost))
            raise SystemExit(lost.exit_code) from None
        code, message = 1, f"an internal error in brief: {type(error).__name__}"
        hint = "Run it again with --debug and report the traceback."
    else:
        return
    if debug:
        import traceback

        traceback.print_exc()
    where = "" if not source or source == "-" or source in message else f"{source}: "
    say(_line(f"{where}{message}", hint))
    if codes is None:
        raise SystemExit(code)
    codes.append(code)


def lost_output() -> OutputError | None:
    """Return the error if stdout can no longer be written to, else None."""
    fault = stdout_fault()
    return (
        OutputError(f"cannot write to stdout: {fault}", hint="Check where stdout is redirected to.") if fault else None
    )


def told(error: BriefError) -> str:
    """Return the line that reports ``error``."""
    return _line(str(error), error.hint)


def _line(message: str, hint: str) -> str:
    return f"brief: {message}{'' if message.endswith('?') or not hint else '.'}{f' {hint}' if hint else ''}"
