"""A strong model's briefings of tests/quality/strong: right items touched, and planted errors caught.

Touched is an item that a check, an edit or the judge's objection hits; rejected one that is not shown. The judge is
Claude's recorded answers, to errors that Claude planted. An item that the judge left unjudged counts as touched or
caught; the number of planted ones among them is printed separately. Right items recur in every variant of a briefing,
so the number of distinct ones is printed too. The few that two readings found not supported count as neither. Changing
the checks after looking at the sealed half destroys its value.
"""

from collections import Counter
from dataclasses import dataclass, field

from tests.conftest import SHARED
from tests.quality.strong_set import NAMES, OPEN, SEALED, frontier, outcomes

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
    """Return the counts of the article ``name``."""
    counts = Found()
    for outcome in outcomes((name,), with_judge=with_judge):
        if outcome.planted:
            counts.planted[outcome.planted] += 1
            counts.caught[outcome.planted] += outcome.hit
            counts.unjudged += not outcome.judged
        elif outcome.unclear:
            counts.unclear += 1
            counts.unclear_touched += outcome.hit
        else:
            counts.right += 1
            counts.touched += outcome.hit
            counts.rejected += outcome.rejected
            counts.once.add((name, outcome.path))
    return counts


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
    total, touched, rejected = frontier(SHARED)
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
