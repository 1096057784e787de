"""Files: read up to a limit, and replaced atomically even if the process is killed."""

import contextlib
import os
from pathlib import Path

from ..errors import OutputError

__all__ = ["head", "is_device", "replace", "replace_file"]

_USUAL = 1 << 16


def head(path: Path, most: int) -> bytes:
    """Return at most ``most`` bytes of the file ``path``.

    Raises OSError, and ValueError for an impossible file name.
    """
    with path.open("rb") as file:
        first = file.read(min(most, _USUAL))  # room for all that is allowed would cost more than to read what is there
        return first if len(first) < _USUAL else first + file.read(most - len(first))


def replace(target: Path, data: bytes, *, private: bool) -> None:
    """Replace the file ``target`` with ``data``, atomically and durably. Raises OSError.

    ``private``: only this user may read it; else the user's default permissions apply.
    """
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".brief-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def is_device(path: Path) -> bool:
    """True if ``path`` exists but is not a regular file, such as a device or a pipe."""
    return path.exists() and not path.is_file()


def replace_file(target: Path, text: str) -> None:
    """Replace the file ``target`` with ``text``, atomically. Raises OutputError.

    Devices and pipes are written to, never replaced; a link stays, and its target is replaced.
    """
    data = text.encode("utf-8", "replace")
    try:
        if is_device(target):
            target.write_bytes(data)
        else:
            replace(Path(os.path.realpath(target)), data, private=False)  # Path.resolve raises where links go round
    except OSError as error:
        raise OutputError(
            f"cannot write {target}: {error.strerror}", hint="Choose another file or folder with --output."
        ) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
