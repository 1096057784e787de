"""The three standard streams, which may be closed, full, a pipe, or a terminal."""

import io
import os
import stat
import sys
from contextlib import suppress

__all__ = [
    "abandon_stdout",
    "has_piped_stdin",
    "has_terminal_stdin",
    "is_stdout_open",
    "reader_left",
    "settle",
    "stdout_fault",
]


class Stdout(io.TextIOWrapper):
    """Standard output, which remembers why a write failed."""

    fault: OSError | None = None

    def write(self, text: str, /) -> int:
        """Write as usual. Raises OSError."""
        try:
            return super().write(text)
        except OSError as error:
            self.fault = error
            raise

    def flush(self) -> None:
        """Flush as usual. Raises OSError."""
        try:
            super().flush()
        except OSError as error:
            self.fault = error
            raise


class Stderr(io.TextIOWrapper):
    """Standard error, which ignores failed writes: losing a message must not cost a result."""

    def write(self, text: str, /) -> int:
        """Write if possible."""
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        """Flush if possible."""
        with suppress(OSError):
            super().flush()


def settle() -> None:
    """Replace each closed stream with a device, so that no file opened later gets its descriptor.

    Reading from a closed stdin and writing to a closed stdout then raise OSErrors; output to a closed stderr is lost
    and does not end up on stdout.
    """
    for number, flags in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # it gets the lowest free number, which is this one
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open
    if sys.stderr is None:
        sys.stderr = Stderr(io.BufferedWriter(io.FileIO(2, "w", closefd=False)), encoding="utf-8")
    elif type(sys.stderr) is io.TextIOWrapper:
        coding = sys.stderr.encoding
        sys.stderr = Stderr(sys.stderr.detach(), encoding=coding, errors="backslashreplace", line_buffering=True)
    if sys.stdout is None:
        sys.stdout = Stdout(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8")
    elif type(sys.stdout) is io.TextIOWrapper:
        old = sys.stdout
        errors = "replace" if old.errors == "strict" else old.errors  # some characters are no reason to lose a briefing
        form = {"encoding": old.encoding, "line_buffering": old.line_buffering, "write_through": old.write_through}
        sys.stdout = Stdout(old.detach(), errors=errors, **form)  # type: ignore[arg-type]


def _number(stream: object) -> int | None:
    with suppress(OSError, ValueError, AttributeError):
        return int(stream.fileno())  # type: ignore[attr-defined]
    return None


def _is_open_for(number: int, *, reading: bool) -> bool:
    import fcntl

    mode = fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE
    return mode in {os.O_RDWR, os.O_RDONLY if reading else os.O_WRONLY}


def has_terminal_stdin() -> bool:
    """True if stdin is a terminal."""
    with suppress(OSError, ValueError):
        return sys.stdin.isatty()
    return False


def has_piped_stdin() -> bool:
    """True if stdin is a pipe, a file or a socket; not for a terminal, /dev/null, or a closed stdin."""
    number = _number(sys.stdin)
    if number is None:
        return False
    mode = os.fstat(number).st_mode
    return (stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)) and _is_open_for(number, reading=True)


def is_stdout_open() -> bool:
    """True unless stdout is closed or read-only."""
    number = _number(sys.stdout)
    return number is None or _is_open_for(number, reading=False)


def stdout_fault() -> str:
    """Return why a write to stdout failed; empty if none did, or if the reader has gone."""
    with suppress(OSError):  # a Stdout remembers it
        sys.stdout.flush()
    fault: OSError | None = getattr(sys.stdout, "fault", None)
    if fault is None or isinstance(fault, BrokenPipeError):
        return ""
    return (fault.strerror or type(fault).__name__) if is_stdout_open() else "it is closed"


def reader_left() -> bool:
    """True if a write failed because nobody reads stdout any more."""
    return isinstance(getattr(sys.stdout, "fault", None), BrokenPipeError)


def abandon_stdout() -> None:
    """Discard what stdout still buffers, so that the interpreter does not fail on exit."""
    number = _number(sys.stdout)
    try:
        sys.stdout.flush()
    except OSError:
        if number is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
