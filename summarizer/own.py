"""What code itself puts into a briefing: sentences, numbers and denials that the model left out, a single source.

Each stands on sentences of the source and is marked as found by code. Knows the types of evidence.py, no field names:
figures go to the first list of Figures of a content, caveats to the first list of Caveats.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from .caveats import conflicting_dates, doubtful_date
from .citations import quote
from .evidence import Caveat, Cited, Figure, Proof, Role
from .extract import salient, sentence_node, tells
from .facts.attribution import Attribution, same_speaker
from .facts.counted import counted, results
from .facts.cues import denial, denies
from .facts.index import Index
from .facts.quantities import Quantity, quantities, same, verbatim
from .walk import slots, strings, walk

__all__ = ["MAX_FIGURES", "claim_list", "with_own"]

MAX_FIGURES = 4
"""Numbers that code adds: those with a bound, a unit or a size come first."""
MAX_DENIALS = 2
SHORT = 60
"""Code points under which a denial needs the sentence before it to say what is denied."""
SINGLE_SHARE = 0.7
"""Share of the attributed sentences that one speaker must have to be the single source."""
SINGLE_AT_LEAST = 4


def with_own(
    content: BaseModel, index: Index, read: Sequence[str], gone: Sequence[str] = (), *, words: int = 0
) -> BaseModel:
    """``content`` with what code adds to it.

    ``read``: the ids of the sentences that were read, from which what is missing is taken; ``gone``: the paths of items
    that were rejected; ``words``: up to so many, sentences join the claims of a model that is known to miss much.
    """
    content = _with_sentences(content, index, read, gone, words)
    content = _added(content, Figure, list(_figures(content, index)), index)
    return _added(content, Caveat, list(_caveats(content, index)), index)


def _with_sentences(
    content: BaseModel, index: Index, read: Sequence[str], gone: Sequence[str], words: int
) -> BaseModel:
    """``content`` with the article's own sentences in its first list of claims.

    As many as rejections left it short of what its schema asks for, and as fit where its claims have fewer than
    ``words`` words in all. None that a claim cites already.
    """
    place = claim_list(type(content))
    if place is None:
        return content
    name, node_type, least = place
    listed: list[Cited] = list(getattr(content, name))
    missing = min(least - len(listed), sum(path.startswith(f"{name}.") for path in gone))
    left = words - sum(len(t.split()) for n in listed for _, role, t in strings(n) if role is Role.STATEMENT)
    cited = {i for n in listed for i in n.cites}
    for i in salient(index, read):
        length = len(index.texts[i].split())
        if i in cited or not tells(index.texts[i]) or (missing <= 0 and length > left):
            continue
        if missing <= 0 and left <= 0:
            break
        missing, left = missing - 1, left - length
        number = len(listed) + 1
        node = sentence_node(node_type, index, i)
        listed.append(node.proven(Proof(id=f"{name}.code{number}", origin="code", quotes=(quote(index, i),))))
    return content.model_copy(update={name: listed})


def claim_list(content: type[BaseModel]) -> tuple[str, type[Cited], int] | None:
    """The first list of claims in ``content``: its field, the class of its items, and how many it asks for at least."""
    for name, info in content.model_fields.items():
        node_type = _item(getattr(info.annotation, "__args__", ()), Cited)
        extra = info.json_schema_extra
        least = extra.get("minItems", 0) if isinstance(extra, dict) else 0
        if node_type is not None and _is_claim(node_type) and isinstance(least, int):
            return name, node_type, least
    return None


def _is_claim(node: type[Cited]) -> bool:
    """Whether ``node`` is a statement about no name and no number, and no caveat."""
    roles = {s.role for s in slots(node)}
    return (
        Role.STATEMENT in roles and not roles & {Role.NAME, Role.QUANTITY, Role.VALUE} and not issubclass(node, Caveat)
    )


def _added(
    content: BaseModel,
    base: type[Cited],
    found: list[tuple[dict[str, Any], tuple[str, ...], dict[str, Any]]],
    index: Index,
) -> BaseModel:
    """``content`` with nodes of ``found``, ``(values, cites, facts)``, in its first list of ``base``."""
    place, node_type = next(
        (
            (n, t)
            for n, i in type(content).model_fields.items()
            if (t := _item(getattr(i.annotation, "__args__", ()), base))
        ),
        (None, None),
    )
    if place is None or node_type is None or not found:
        return content
    listed = list(getattr(content, place))
    taken = {n.id for _, n in walk(content)}
    for values, cites, facts in found:
        wanted = {s.name for s in slots(node_type)}
        if not wanted <= values.keys() and any(node_type.model_fields[n].is_required() for n in wanted - values.keys()):
            return content  # a user's own class wants what code cannot know
        node = node_type.model_validate({**values, "cites": list(cites)})
        number = next(n for n in range(1, 1_000) if f"{place}.code{n}" not in taken)
        taken.add(f"{place}.code{number}")
        quotes = tuple(quote(index, i) for i in cites)
        listed.append(node.proven(Proof(id=f"{place}.code{number}", origin="code", quotes=quotes, facts=facts)))
    return content.model_copy(update={place: listed})


def _item(arguments: tuple[Any, ...], base: type[Cited]) -> type[Cited] | None:
    return next((a for a in arguments if isinstance(a, type) and issubclass(a, base)), None)


def _figures(content: BaseModel, index: Index) -> Iterator[tuple[dict[str, Any], tuple[str, ...], dict[str, Any]]]:
    """The weightiest numbers of the article that no item tells, in reading order."""
    told = [q for _, node in walk(content) for _, _, text in strings(node) for q in quantities(text, index.language)]
    nothing = {(i, q) for i in index.body for q in results(index.texts[i], index.quantities[i])}
    left: list[tuple[float, int, str, Quantity]] = []
    for n, (i, q) in enumerate(index.numbers):
        if q.kind in {"year", "ordinal", "time", "age", "measure"} or q.small or any(same(q, t) for t in told):
            continue
        if (i, q) in nothing or any(same(q, other) for *_, other in left):
            continue
        if counted(index.texts[i], q) is not None:
            left.append((_weight(q), n, i, q))
    best = sorted(sorted(left, key=lambda r: (-r[0], r[1]))[:MAX_FIGURES], key=lambda r: r[1])
    for _, _, i, q in best:
        text = index.texts[i]
        facts = {"value": q.values[0], "unit": q.unit, "bound": q.bound}
        yield {"text": verbatim(text, q), "counts": counted(text, q)}, (i,), facts


def _weight(q: Quantity) -> float:
    return 2.0 * (q.bound != "exact") + (q.kind in {"money", "percent", "points"}) + 0.5 * (q.kind == "number")


def _caveats(content: BaseModel, index: Index) -> Iterator[tuple[dict[str, Any], tuple[str, ...], dict[str, Any]]]:
    nodes = [node for _, node in walk(content)]
    caveats = [node for node in nodes if isinstance(node, Caveat)]
    told = {i for node in caveats for i in node.cites}
    denied = {i for node in nodes for _, _, text in strings(node) if denial(text) for i in node.cites}
    denials = [i for i in index.body if _is_denial(index.texts[i]) and i not in told | denied]
    for i in denials[:MAX_DENIALS]:
        cites: tuple[str, ...] = (i,)
        if len(index.texts[i]) < SHORT and (before := index.before(i)):  # "Osei denied that."
            cites = (before, i)
        yield {"text": " ".join(" ".join(index.texts[c].split()) for c in cites), "kind": "denial"}, cites, {}
    said = list(index.speakers.values())
    single = _single(said)
    if single is not None and all(c.kind != "single_source" for c in caveats):
        speaker, spoken = single
        text = f"{len(spoken)} of the {len(said)} sentences that name who says so go back to one source: {speaker}."
        yield {"text": text, "kind": "single_source"}, tuple(spoken[:3]), {}
    for doubt in filter(None, (proven(d) for d in index.documents for proven in (doubtful_date, conflicting_dates))):
        yield {"text": doubt.text, "kind": doubt.kind}, doubt.cites, {}


_FIRM = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refuted|dementier\w*|bestritt\w*|bestreite\w*|neg[óo]|niegan?|desmintió|dément\w*|nié)\b",
    re.IGNORECASE,
)


_UNDENIED = re.compile(r"\b(?:neither|nor|weder|noch|ni|declined to|refused to)\b", re.IGNORECASE)
"""Who will neither confirm nor deny denies nothing."""
_REFUSED = re.compile(
    r"\bden(?:y|ies|ied|ying)\s(?:[\w.'’-]+\s){0,4}?(?:attempt|request|motion|bid|appeal|application|petition|permission|"
    r"entry|access|asylum|visa|bail|bond|parole|loan|fund|coverage|relief|leave)",
    re.IGNORECASE,
)
"""A judge who denies a motion, or an officer who denies entry, refuses it."""


def _is_denial(text: str) -> bool:
    firm = (denies(text) or "nié" in text) and _FIRM.search(text) is not None
    return firm and _UNDENIED.search(text) is None and _REFUSED.search(text) is None


def _single(said: list[Attribution]) -> tuple[str, list[str]] | None:
    """The one speaker that most attributed sentences go back to, and those sentences; None if there is no such."""
    if len(said) < SINGLE_AT_LEAST:
        return None
    by: Counter[str] = Counter()
    for a in said:
        known = next((name for name in by if same_speaker(a.speaker, name)), a.speaker)
        by[known] += 1
    name, _ = by.most_common(1)[0]
    cites = [a.sentence for a in said if same_speaker(a.speaker, name)]
    if len(cites) < max(SINGLE_AT_LEAST, SINGLE_SHARE * len(said)):
        return None
    return name, cites
