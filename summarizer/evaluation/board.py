"""The scoreboard: figures of one run with their intervals, as text or JSON, alone or against another run."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import SourceError
from .matcher import agreement
from .mutate import KINDS
from .scores import Estimate, balanced, difference, ratio, summed

__all__ = ["Board", "compared", "loaded", "to_json", "to_text"]

_Counts = dict[str, Counter[str]]

_BRIEFINGS = (
    ("valid briefings", "valid", "articles", 100.0, "%"),
    ("key facts told in 120 words of claims", "facts recalled", "facts", 100.0, "%"),
    ("annotated numbers told", "numbers told", "numbers", 100.0, "%"),
    ("figures that match an annotated one", "figures right", "figures", 100.0, "%"),
    ("items quoted", "items quoted", "items", 100.0, "%"),
    ("items supported", "items supported", "items", 100.0, "%"),
    ("items unjudged", "items unjudged", "items", 100.0, "%"),
    ("items doubted", "items doubted", "items", 100.0, "%"),
    ("items corrected by the judge", "items corrected", "items", 100.0, "%"),
    ("rejected items per article", "rejected", "articles", 1.0, ""),
    ("words of claims per article", "words", "valid", 1.0, ""),
    ("requests per article", "requests", "articles", 1.0, ""),
    ("tokens written per article", "tokens out", "articles", 1.0, ""),
    ("seconds per article", "milliseconds", "articles", 0.001, ""),
)
_CHECKS = (
    ("precision of flags", "flags right", "flags", 1.0, ""),
    ("hallucinated responses flagged", "responses bad flagged", "responses bad", 1.0, ""),
    ("clean responses flagged", "responses clean flagged", "responses clean", 1.0, ""),
    ("false alarms per 100 clean sentences", "clean flagged", "clean sentences", 100.0, ""),
    ("the judge: hallucinated responses objected to", "looks bad objected", "looks bad", 1.0, ""),
    ("the judge: clean responses objected to", "looks clean objected", "looks clean", 1.0, ""),
    ("false alarms per 100 key facts", "facts flagged", "facts checked", 100.0, ""),
)


@dataclass(frozen=True)
class Board:
    """One run: the set, models and plan, and the counts of each article by its id."""

    about: dict[str, Any]
    articles: _Counts = field(default_factory=dict)

    def figures(self) -> dict[str, tuple[Estimate, str]]:
        """Return name -> figure and unit, only for figures that have counts."""
        counts = list(self.articles.values())
        total = summed(counts)
        rows = _CHECKS if self.about["what"] == "checks" else _BRIEFINGS
        found = {n: (ratio(counts, p, w, s), u) for n, p, w, s, u in rows if total[w]}
        if self.about["what"] != "checks":
            return found
        if total["responses bad"] and total["responses clean"]:
            found["balanced accuracy over responses"] = (balanced(counts), "")
        if total["looks bad"] and total["looks clean"]:
            found["the judge: balanced accuracy"] = (balanced(counts, "looks", "objected"), "")
        for kind in KINDS:
            if total[f"planted {kind}"]:
                found[f"caught when planted: {kind}"] = (ratio(counts, f"planted {kind} caught", f"planted {kind}"), "")
        errors = sorted({k.split(" ", 1)[1] for k in total if k.startswith("error ") and not k.endswith(" caught")})
        for kind in errors:
            found[f"caught in written statements: {kind}"] = (
                ratio(counts, f"error {kind} caught", f"error {kind}"),
                "",
            )
        return found


def to_text(board: Board) -> str:
    """Return a table: figure, 95 % interval over articles, and the number of things counted."""
    about = board.about
    lines = [
        f"{about['what']} on {about['set']}: {len(board.articles)} articles"
        + (f", {about['model']}, plan {about['plan']}" if about.get("model") else "")
    ]
    for name, (figure, unit) in board.figures().items():
        lines.append(f"  {name:46} {_shown(figure, unit):>9}  {_interval(figure, unit):18} of {figure.of}")
    if about["what"] != "checks" and (agreed := agreement()):
        lines.append(
            f"  the matcher of key facts agrees with {agreed.alike} of {agreed.pairs} hand-labelled pairs "
            f"(its 'yes' verdicts: precision {agreed.precision:.2f}, recall {agreed.recall:.2f})"
        )
    return "\n".join(lines) + "\n"


def _shown(figure: Estimate, unit: str) -> str:
    if figure.value is None:
        return "-"
    return f"{figure.value:.0f} %" if unit == "%" else f"{figure.value:.2f}"


def _interval(figure: Estimate, unit: str) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"[{figure.low:.0f}, {figure.high:.0f}]" if unit == "%" else f"[{figure.low:.2f}, {figure.high:.2f}]"


def to_json(board: Board) -> str:
    """Return the figures and their counts, article by article, in the form that ``--against`` reads."""
    figures = {name: figure.to_json() | {"unit": unit} for name, (figure, unit) in board.figures().items()}
    articles = {i: dict(sorted(c.items())) for i, c in board.articles.items()}
    return json.dumps(
        {"schema": "brief/eval/1", **board.about, "version": __version__, "figures": figures, "articles": articles},
        indent=1,
    )


def loaded(path: str) -> Board:
    """Read a board written by ``to_json``. Raises SourceError."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        if data["schema"] != "brief/eval/1":
            raise KeyError("schema")  # noqa: TRY301 - one way out for all
        articles = {i: Counter(c) for i, c in data["articles"].items()}
        return Board({k: data[k] for k in ("what", "set", "model", "plan")}, articles)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(
            f"{path} is not a run of 'brief eval'", hint="Save one with: brief eval --format json > FILE"
        ) from error


def compared(ours: Board, theirs: Board) -> str:
    """Return this run minus the other on the articles that both have, with paired intervals."""
    rows = _CHECKS if ours.about["what"] == "checks" else _BRIEFINGS
    shared = ours.articles.keys() & theirs.articles.keys()
    other = theirs.about.get("model") or theirs.about["what"]
    lines = [f"against {other}, plan {theirs.about.get('plan')}: {len(shared)} articles in both"]
    for name, part, whole, scale, _ in rows:
        figure = difference(ours.articles, theirs.articles, part, whole)
        if figure.value is not None:
            low, high = ((None if v is None else scale * v) for v in (figure.low, figure.high))
            value = scale * figure.value
            lines.append(f"  {name:46} {value:>+9.2f}  {_interval(Estimate(value, low, high, figure.of), ''):18}")
    return "\n".join(lines) + "\n"
