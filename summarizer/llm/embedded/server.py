"""The embedded server's own process. Run as a script, never imported; it imports nothing from brief.

Reads one line of JSON from stdin (``model``, ``context``, ``threads``, ``key``), loads the model, writes one line of
JSON to stdout (``address`` or ``error``), and ends when stdin is closed, which happens whenever its parent ends.
"""

import json
import os
import signal
import sys
import threading

try:
    import fcntl
except ImportError:  # Windows: the thread alone watches
    fcntl = None  # type: ignore[assignment]


def main() -> None:
    """Serve until stdin closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is the parent's to handle
    settings = json.loads(sys.stdin.readline())
    out = os.fdopen(os.dup(1), "w")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if fcntl is not None:  # loading holds the interpreter's lock: let the kernel end us (SIGIO's default action)
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    try:
        import xllamacpp

        parameters = xllamacpp.CommonParams()
        parameters.model.path = settings["model"]
        parameters.n_ctx = settings["context"]
        parameters.n_parallel = 1
        parameters.verbosity = 0
        parameters.warmup = False
        parameters.api_keys = [settings["key"]]
        if settings["threads"]:
            parameters.cpuparams.n_threads = settings["threads"]
            parameters.cpuparams_batch.n_threads = settings["threads"]
        server = xllamacpp.Server(parameters)
        answer = {"address": server.listening_address}
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent tells the user
        answer = {"error": f"{type(error).__name__}: {error}"}
    out.write(json.dumps(answer) + "\n")
    out.flush()
    threading.Event().wait()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)  # the server's destructor may hang


if __name__ == "__main__":
    main()
