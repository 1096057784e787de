"""Files replaced whole or not at all, whatever kills the process."""

import contextlib
import os
from pathlib import Path

__all__ = ["replace"]


def replace(target: Path, data: bytes, *, private: bool) -> None:
    """Put ``data`` into the place of the file ``target``, atomically and durably. Raises OSError.

    ``private``: only this user may read it; else whoever may read what the user writes.
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


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
