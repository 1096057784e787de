"""A lock that lets only one run at a time change the state of an edition."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["only_run"]

PAUSE = 0.2
"""Seconds between two attempts to take a lock that another run holds."""


@contextmanager
def only_run(state_file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Let only one process in at a time; ``waiting`` is called once if another one is inside.

    The operating system releases the lock when the process ends. If it has no such locks, nobody waits.
    """
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    handle = os.open(f"{state_file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        waits = False
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not waits:
                    waiting()
                waits = True
                time.sleep(PAUSE)
            except OSError:  # a file system without locks
                break
        yield
    finally:
        os.close(handle)
