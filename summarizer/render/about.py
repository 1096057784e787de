"""Facts about a briefing as a whole: its origin, its proof and its cost."""

from collections import Counter
from typing import Any, NamedTuple

from ..briefing import Briefing, Proof, Source
from .labels import in_words

__all__ = ["Masthead", "checked", "cost", "left_out", "origin", "outcome", "proven"]

_ANONYMOUS = frozenset({"", "-", "text"})
"""Sources without a name: stdin, and a string from Python."""
_OUTCOMES = {
    "supported": "supported",
    "corrected": "corrected",
    "quoted": "quoted",
    "doubted": "doubtful",
    "unjudged": "not judged",
}
"""Outcome -> the word for it, in the order of display."""


class Masthead(NamedTuple):
    """The origin of an article: the outlet, the date in words, and its address if it was fetched."""

    outlet: str
    date: str
    url: str | None


def origin(source: Source, language: str = "en") -> Masthead:
    """Return the origin of one document, with a note for anything that the source does not give."""
    return Masthead(_outlet(source), in_words(source.published, language), source.url)


def _outlet(source: Source) -> str:
    """Return the outlet's own name, else the host of the address, else the name of the file."""
    if source.site:
        return source.site
    if source.url:
        host = source.url.partition("://")[2].partition("/")[0].rpartition("@")[2]
        return host.removeprefix("www.") or "outlet not given"
    if source.source in _ANONYMOUS:
        return "outlet not given"
    return source.source.replace("\\", "/").rstrip("/").rpartition("/")[2] or "outlet not given"


def proven(briefing: "Briefing[Any]", *, evidence: bool) -> str:
    """Summarise the proof of the items in one clause. ``evidence``: True if the rejected items are shown below."""
    proofs = [p for p in briefing.proofs.values() if p.origin != "code"]
    told, gone = _told(briefing, proofs), left_out(briefing)
    if not gone:
        return told
    reason = briefing.judgement.reason
    mark = ";" if reason and reason in told else ","
    return f"{told}{mark} {gone} left out" + ("" if evidence else " (see --evidence)")


def checked(briefing: "Briefing[Any]") -> bool:
    """True if a model wrote it, everything was judged, and each item is supported or quotes the source."""
    sound = all(proof.status in {"supported", "quoted"} for proof in briefing.proofs.values() if proof.origin != "code")
    return sound and not briefing.judgement.reason and briefing.provenance.model != "none"


def left_out(briefing: "Briefing[Any]") -> int:
    """Return the number of items that are not shown because something was wrong with them."""
    return sum(not r.minor for r in briefing.rejected)


def _told(briefing: "Briefing[Any]", proofs: list[Proof]) -> str:
    if briefing.provenance.model == "none":
        return "no model: the article's own sentences"
    items = f"{len(proofs)} item{'' if len(proofs) == 1 else 's'}"
    reason = briefing.judgement.reason
    counts = Counter(map(outcome, proofs))
    if set(counts) == {_OUTCOMES["unjudged"]}:
        return f"{items}, not judged for meaning" + (f": {reason}" if reason else "")
    if set(counts) == {_OUTCOMES["quoted"]}:
        return f"{items}, all in the article's own words"
    items += " checked against the article"
    if len(counts) == 1:
        return f"{items}: {'all ' if len(proofs) > 1 else ''}{next(iter(counts))}"
    told = [f"{counts[word]} {word}" for word in _OUTCOMES.values() if counts[word]]
    if counts[_OUTCOMES["unjudged"]] and reason:
        told[-1] += f" ({reason})"
    return f"{items}: {', '.join(told)}" if told else items


def outcome(proof: Proof) -> str:
    """Return the word for the status, or "corrected" if the judge changed the item."""
    return _OUTCOMES["corrected" if any(e.by == "judge" for e in proof.edits) else proof.status]


def cost(briefing: "Briefing[Any]") -> str:
    """Return the model and its cost in one short line; empty if no model was asked."""
    provenance, judge = briefing.provenance, briefing.judgement.model
    if provenance.model == "none":
        return ""
    names = provenance.model
    if judge and judge != provenance.model:
        names += f", judged by {judge}"
    if provenance.recorded:
        return f"{names} · from recordings"
    tokens = provenance.tokens
    counted = [f"{n:,}" if n is not None else "?" for n in (tokens.prompt, tokens.completion)]
    spent = "tokens not counted" if counted == ["?", "?"] else f"{' + '.join(counted)} tokens"
    requests = "1 request" if provenance.requests == 1 else f"{provenance.requests} requests"
    return f"{names} · {requests} · {spent} · {provenance.seconds:.0f} s"
