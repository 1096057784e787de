"""A strong model's briefings of tests/quality/strong: right items touched, and planted errors caught.

Touched is an item that a check, an edit or the judge's objection hits; rejected one that is not shown. The judge is
Claude's recorded answers, to errors that Claude planted. An item that the judge left unjudged counts as touched or
caught; the number of planted ones among them is printed separately. Right items recur in every variant of a briefing,
so the number of distinct ones is printed too. The few that two readings found not supported count as neither. Changing
the checks after looking at the sealed half destroys its value.
"""

import json
from collections import Counter
from dataclasses import dataclass, field

from summarizer.facts.index import Index
from summarizer.proof.resolution import items_of, resolve
from summarizer.read.text import from_plain
from summarizer.schemas.news import News
from tests.conftest import ROOT, SHARED
from tests.quality.strong_set import NAMES, NOBODY, OPEN, SEALED, judged, resolved, variants

HALVES = (("open half", OPEN), ("sealed half", SEALED), ("all", NAMES))


@dataclass
class Found:
    """The results for the items of some articles.

    ``once``: right items, each counted in one variant only; ``unjudged``: planted errors to which the judge gave no
    verdict that counts; ``unclear``: items that two readings found not supported.
    """

    right: int = 0
    touched: int = 0
    rejected: int = 0
    unjudged: int = 0
    unclear: int = 0
    unclear_touched: int = 0
    once: set[tuple[str, str]] = field(default_factory=set)
    planted: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.right + other.right,
            self.touched + other.touched,
            self.rejected + other.rejected,
            self.unjudged + other.unjudged,
            self.unclear + other.unclear,
            self.unclear_touched + other.unclear_touched,
            self.once | other.once,
            self.planted + other.planted,
            self.caught + other.caught,
        )


def found(name: str, *, with_judge: bool) -> Found:
    """The counts of the article ``name``, as ``strong_set.counted`` counts."""
    counts = Found()
    for variant in variants((name,)):
        verdicts = judged(variant) if with_judge else NOBODY
        gone = {r.item for r in resolved(variant, verdicts).rejected}
        for item in variant.items:
            hit = bool(item.findings or item.edits) or item.path in verdicts.verdicts
            hit = hit or (with_judge and item.path not in verdicts.seen)
            if kind := variant.planted.get(item.path):
                counts.planted[kind] += 1
                counts.caught[kind] += hit
                counts.unjudged += with_judge and item.path not in verdicts.seen
            elif item.path in variant.unclear:
                counts.unclear += 1
                counts.unclear_touched += hit
            else:
                counts.right += 1
                counts.touched += hit
                counts.rejected += item.path in gone
                counts.once.add((name, item.path))
    return counts


def frontier() -> tuple[int, list[str], int]:
    """Return the right items of the shared briefings that version 0.1 spoilt: all, those touched, those not shown."""
    folder = SHARED / "data" / "frontier"
    total = rejected = 0
    touched = []
    for name, reply in json.loads((folder / "replies.json").read_text(encoding="utf-8")).items():
        article = folder / f"{name}.txt"
        source = article if article.is_file() else ROOT / "seeds" / "north-korea-shells.txt"
        index = Index((from_plain(source.read_bytes(), name),))
        content = News.model_validate(reply)
        items = items_of(content, index, language=index.language, quoted=frozenset(), edits={})
        total += len(items)
        touched += [f"{name} {item.path}" for item in items if item.findings or item.edits]
        rejected += len(resolve(content, items, NOBODY, index, language=index.language).rejected)
    return total, touched, rejected


def main() -> None:
    """Print the figures."""
    for who, with_judge in (("code alone", False), ("with the recorded judge", True)):
        each = {name: found(name, with_judge=with_judge) for name in NAMES}
        halves = [(half, sum((each[name] for name in names), Found())) for half, names in HALVES]
        print(f"{who:40} {''.join(f'{half:>14}' for half, _ in halves)}")
        _row("right items touched", [(f.touched, f.right) for _, f in halves])
        _row("right items rejected", [(f.rejected, f.right) for _, f in halves])
        _row("right items without repetition", [(len(f.once), None) for _, f in halves])
        _row("unsupported by two readings: touched", [(f.unclear_touched, f.unclear) for _, f in halves])
        _row("planted errors caught", [(f.caught.total(), f.planted.total()) for _, f in halves])
        if with_judge:
            _row("  of these only left unjudged", [(f.unjudged, f.caught.total()) for _, f in halves])
        for kind in sorted(halves[-1][1].planted):
            _row(f"  {kind}", [(f.caught[kind], f.planted[kind]) for _, f in halves])
    if not (SHARED / "data" / "frontier").is_dir():
        print("right items that version 0.1 spoilt: skipped, they need the shared test data")
        return
    total, touched, rejected = frontier()
    print("right items of the shared briefings, code alone")
    _row("touched", [(len(touched), total)])
    _row("rejected", [(rejected, total)])
    for path in touched:
        print(f"  touched: {path}")


def _row(name: str, cells: list[tuple[int, int | None]]) -> None:
    shown = (f"{part}" if of is None else f"{part} of {of}" for part, of in cells)
    print(f"  {name:38} {''.join(f'{cell:>14}' for cell in shown)}")


if __name__ == "__main__":
    main()
