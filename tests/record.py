"""``python -m tests.record``: record the tests' fixtures again, by real runs of the embedded default model.

Every article of ``ARTICLES`` is briefed with the embedded model; recordings that no run asked for are deleted.
"""

import sys
from pathlib import Path

from summarizer import brief
from summarizer.config.settings import Settings
from summarizer.llm.middleware.cache import Recordings

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "tests" / "recordings"
ARTICLES = ("seeds/north-korea-shells.txt", "tests/articles/ferry.txt", "tests/articles/talsperre.txt")


def main() -> None:
    """Record, then prune."""
    asked: set[Path] = set()
    read = Recordings.read

    def noting(store: Recordings, digest: str) -> object:
        asked.add(store.path(digest))
        return read(store, digest)

    Recordings.read = noting  # type: ignore[method-assign,assignment]
    refresh = "--refresh" in sys.argv
    if refresh:
        Recordings(STORE).clear()
    for article in ARTICLES:
        shown = brief(ROOT / article, settings=Settings(model="local", recordings=STORE))
        p = shown.provenance
        print(f"{article}: {p.requests} requests, {p.tokens.completion} tokens out, {p.seconds:.0f} s")
    for path in STORE.rglob("*.json"):
        if path not in asked:
            path.unlink()
            print(f"pruned {path.name}")
    for folder in STORE.iterdir():
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


if __name__ == "__main__":
    main()
