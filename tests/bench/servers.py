"""brief against a second OpenAI-compatible server: LiteLLM's proxy before llama.cpp, with the embedded weights.

The proxy is a server of its own kind (its own keys, errors, streams and model names). It is installed into an
environment that is thrown away, unless ``litellm`` stands in the PATH. In short: the smallest model, llama.cpp's
server without a proxy before it, and no ``brief check``.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import summarizer
from summarizer.config.settings import data_folder
from summarizer.llm.embedded.model import CONTEXT
from summarizer.llm.embedded.weights import CATALOG, DEFAULT, fetch
from tests.bench.start import environment
from tests.conftest import ROOT

PATIENCE = 120


def main(name: str = DEFAULT, *, short: bool = False) -> None:
    """Print the requests and the results."""
    key = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as folder:
        program = None if short else shutil.which("litellm") or _installed(Path(folder) / "venv")
        weights = fetch(CATALOG["smollm2-135m" if short else name], data_folder())
        script = Path(summarizer.__file__).parent / "llm" / "embedded" / "server.py"
        inner = subprocess.Popen([sys.executable, "-P", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert inner.stdin is not None
        assert inner.stdout is not None
        job = {"model": str(weights), "context": CONTEXT, "threads": 0, "key": key}
        inner.stdin.write(json.dumps(job).encode() + b"\n")
        inner.stdin.flush()
        try:
            address = json.loads(inner.stdout.readline())["address"]
            if program is None:
                _ask(f"{address}/v1", key, folder, short=True)
            else:
                _behind_a_proxy(program, address, key, folder)
        finally:
            inner.kill()
            inner.communicate()


def _behind_a_proxy(program: str, address: str, key: str, folder: str) -> None:
    master = f"sk-{secrets.token_hex(12)}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = Path(folder) / "config.yaml"
    params = {"model": "openai/inner", "api_base": f"{address}/v1", "api_key": key}
    rules = {"model_list": [{"model_name": "house/odd name:1", "litellm_params": params}]}
    config.write_text(json.dumps(rules | {"general_settings": {"master_key": master}}), encoding="utf-8")
    env = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()} | {"LITELLM_TELEMETRY": "False"}
    command = [program, "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
    outer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, cwd=folder)
    try:
        _wait(f"http://127.0.0.1:{port}/health/liveliness")
        _ask(f"http://127.0.0.1:{port}/v1", master, folder)
    finally:
        outer.kill()
        outer.wait()


def _installed(folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(folder / "bin" / "pip"), "install", "-q", "litellm[proxy]"], check=True)
    return str(folder / "bin" / "litellm")


def _wait(url: str) -> None:
    for _ in range(PATIENCE):
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - loopback
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            return
    raise SystemExit("the proxy did not start")


def _ask(url: str, key: str, folder: str, *, short: bool = False) -> None:
    seed = str(ROOT / "seeds" / "north-korea-shells.txt")

    def brief(*arguments: str, given: str = key) -> subprocess.CompletedProcess[str]:
        env = environment(f"{folder}/home") | {"BRIEF_BASE_URL": url, "BRIEF_API_KEY": given}
        command = [sys.executable, "-m", "summarizer", *arguments]
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    model = ("--model", "house/odd name:1")
    if not short:
        print(brief("check", *model).stdout)
    done = brief(seed, *model, "--format", "json", "--plan", "pick" if short else "single")
    if done.returncode == 0:
        told = json.loads(done.stdout)
        shown = Counter(proof["status"] for proof in told["proofs"].values())
        print(f"{'the seed':34} {dict(shown)}, {len(told['rejected'])} rejected; {told['provenance']}")
    else:
        print(f"{'the seed':34} exit {done.returncode}: {done.stderr.strip()[-200:]}")
    refused = [("a wrong key", model, "sk-wrong"), ("an unknown model", ("--model", "nobody"), key)]
    for what, arguments, given in refused[: 1 if short else None]:  # llama.cpp answers to any name
        failed = brief(seed, *arguments, "--no-cache", given=given)
        told = " | ".join(failed.stderr.split("\n")).strip()
        leaked = given in failed.stdout + failed.stderr or key in failed.stdout + failed.stderr
        print(f"{what:34} exit {failed.returncode}: {told[:160]}{'  KEY' * leaked}")


if __name__ == "__main__":
    main(*(name for name in sys.argv[1:] if name != "--short"), short="--short" in sys.argv)
