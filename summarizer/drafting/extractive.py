"""Content in the source's own words: sentences, names and numbers that code ranks, or that a model has chosen."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from ..documents.source_index import Index
from ..errors import KindError
from ..facts.counted import counted
from ..facts.language import FUNCTION_WORDS
from ..facts.names import names
from ..facts.quantities import Quantity, verbatim
from ..kinds.fields import Caveat, Cited, Figure, Role
from ..kinds.traversal import is_optional, slots, strings

__all__ = [
    "Field",
    "claim_list",
    "extract",
    "fields",
    "fill_claims",
    "first_sentence",
    "most_of",
    "proper_names",
    "salient",
    "sentence_node",
    "told_numbers",
]

LONGEST_ACRONYM = 6
NAMES = 5
"""Names in a list; twice as many numbers."""
SHORT = 60
"""Code points from which a line counts as a sentence that makes sense by itself."""
WORDS = 120
"""Words of the sentences in a list: the length at which plans are compared."""

Holds = Literal["sentence", "sentences", "names", "numbers", "caveats"]
"""The kinds of fields. Code fills all of them from the source, except caveats."""
Chosen = Mapping[str, Sequence[str]]
"""Field -> ids of sentences, names or numbers, the best first."""


class Field(NamedTuple):
    """One field of a content: the class of its nodes, what it holds, and how many at most (None: any number)."""

    name: str
    node: type[Cited]
    holds: Holds
    most: int | None


def fields(content: type[BaseModel]) -> Iterator[Field]:
    """Return the fields of ``content``. Raises KindError for a schema that the source's own words cannot fill."""
    for name, info in content.model_fields.items():
        node = _node_type(info.annotation)
        if not info.is_required():
            continue
        if node is None:
            raise KindError("this kind has fields that the article's own words cannot fill", hint=_OTHER_PLAN)
        extra = info.json_schema_extra
        most = extra.get("maxItems") if isinstance(extra, dict) else None
        yield Field(name, node, _holds(node, info.annotation), most if isinstance(most, int) else None)


def _holds(node: type[Cited], annotation: Any) -> Holds:  # noqa: ANN401 - a type annotation
    if isinstance(annotation, type):
        return "sentence"
    if issubclass(node, Caveat):
        return "caveats"
    if issubclass(node, Figure):
        return "numbers"
    first = next(iter(slots(node)), None)  # what comes first is what the item is: a name with a role, or a statement
    return "names" if first is not None and first.role is Role.NAME else "sentences"


def _node_type(annotation: Any) -> type[Cited] | None:  # noqa: ANN401 - a type annotation
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Cited) else None
    inner = getattr(annotation, "__args__", ())
    return _node_type(inner[0]) if inner else None


def extract(
    content: type[BaseModel], index: Index, chosen: Chosen | None = None, among: Sequence[str] | None = None
) -> BaseModel:
    """Return ``content`` filled with the source's own sentences, names and numbers.

    ``chosen`` comes first; code chooses the rest. ``among``: the ids of the sentences to
    take, all of the body if None. Raises KindError for a schema that needs more.
    """
    ids = index.body if among is None else among
    data: dict[str, Any] = {}
    for field in fields(content):
        wanted = list((chosen or {}).get(field.name, ()))
        if field.holds == "caveats":
            data[field.name] = []
        elif field.holds == "numbers":
            numbers = told_numbers(index, ids)
            found = _first(wanted, numbers)[: field.most or 2 * NAMES]
            data[field.name] = [_figure(field.node, n, *numbers[n], index) for n in found]
        elif field.holds == "names":
            places = proper_names(index, ids)
            found = _first(wanted, places)[: min(field.most or NAMES, max(NAMES, len(wanted)))]
            data[field.name] = [_named(field.node, n, places[n]) for n in found]
        else:
            ranked = _first(wanted, [i for i in salient(index, ids) if tells(index.texts[i])] or salient(index, ids))
            if field.holds == "sentence":
                data[field.name] = _titled(field.node, index, ranked[0])
            else:
                data[field.name] = [
                    sentence_node(field.node, index, i) for i in most_of(ranked, index, ids, field.most)
                ]
    return content.model_validate(data)


def _titled(node: type[Cited], index: Index, otherwise: str) -> Cited:
    """Return a node whose statement is the title of the only document, else the sentence ``otherwise``.

    Raises KindError.

    The line of the title may have a label ("Title: "), which is not part of it.
    """
    title = index.documents[0].title
    if len(index.documents) == 1 and title:
        for i, (_, sentence) in index.places.items():
            if sentence.role == "header" and title in index.texts[i]:
                return _stating(node, title, i)
    return sentence_node(node, index, otherwise)


def _first(wanted: Sequence[str], found: Iterable[str]) -> list[str]:
    """Return the items of ``wanted`` that are in ``found``, then the rest of ``found``."""
    rest = dict.fromkeys(found)
    return list(dict.fromkeys([*(w for w in wanted if w in rest), *rest]))


def salient(index: Index, among: Sequence[str] | None = None) -> list[str]:
    """Return the ids of the body's sentences, or of ``among``, the most salient first: see ``Index.ranked``."""
    if among is None:
        return list(index.ranked)
    wanted = set(among)
    return [i for i in index.ranked if i in wanted]


_MINE = re.compile(
    r"\bI(?:['’](?:ll|ve|m|d)\b|\s(?:am|have|had|was|will|would|can|could|think|thought|know|want|found|asked|tried|guess|"
    r"don['’]t|do|did)\b)"
)


def tells(sentence: str) -> bool:
    """True for a sentence of an article: not a byline or caption (short, or without an end mark), and not an aside."""
    whole = len(sentence) >= SHORT and sentence.rstrip("\"'”’»)").endswith((".", "!", "?", "。"))
    return whole and not (("I " in sentence or "I'" in sentence or "I’" in sentence) and _MINE.search(sentence))


def first_sentence(node: type[Cited], index: Index) -> Cited:
    """Return a node whose statement is the title of the source, or its most salient sentence. Raises KindError."""
    ranked = salient(index)
    first = next((i for i in ranked if tells(index.texts[i])), ranked[0])
    return _titled(node, index, first)


def claim_list(content: type[BaseModel]) -> tuple[str, type[Cited]] | None:
    """Return the first list of claims in ``content``: its field, and the class of its items."""
    for field in fields(content):
        if field.holds == "sentences":
            return field.name, field.node
    return None


def fill_claims(content: BaseModel, index: Index, read: Sequence[str], words: int) -> tuple[BaseModel, list[Cited]]:
    """Return ``content`` with its first list of claims filled up to ``words`` words with sentences, and their nodes.

    Sentences that a claim already cites are not added.
    """
    try:
        place = claim_list(type(content))
    except KindError:
        return content, []
    if place is None:
        return content, []
    name, node_type = place
    listed: list[Cited] = list(getattr(content, name))
    left = words - sum(len(t.split()) for n in listed for _, role, t in strings(n) if role is Role.STATEMENT)
    cited = {i for n in listed for i in n.cites}
    added: list[Cited] = []
    for i in salient(index, read):
        length = len(index.texts[i].split())
        if i not in cited and tells(index.texts[i]) and length <= left:
            added.append(sentence_node(node_type, index, i))
            left -= length
    return content.model_copy(update={name: [*listed, *added]}), added


def most_of(ranked: Sequence[str], index: Index, ids: Sequence[str], most: int | None = None) -> list[str]:
    """Return the first of ``ranked`` that fit into WORDS, between one and ``most``, in the order of ``ids``."""
    taken = set(ranked[:1])
    left = WORDS - sum(len(index.texts[i].split()) for i in taken)
    for i in ranked[1:]:
        length = len(index.texts[i].split())
        if length <= left and len(taken) < (most or len(ranked)):
            taken.add(i)
            left -= length
    return [i for i in ids if i in taken]


_OTHER_PLAN = "Use --plan single."

_TITLES = frozenset("dr mr mrs ms prof sir st gen sen rep gov lt col sgt capt rev hon".split())
"""Titles. They belong to the name after them and are not names by themselves."""


def proper_names(index: Index, ids: Sequence[str]) -> dict[str, str]:
    """Return each name in the sentences ``ids`` and the first of them that has it, the most frequent first."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    pronouns = FUNCTION_WORDS.get(index.language, frozenset())
    for i in ids:
        for start, end, sure in names(index.texts[i]):
            if sure:
                name = " ".join(index.texts[i][start:end].split()).removesuffix("'s").removesuffix("’s")
                first_word, apostrophe, _ = name.lower().replace("’", "'").partition("'")
                is_pronoun = apostrophe and first_word in pronouns  # "We've"
                if name.lower() not in _TITLES and not is_pronoun and not _shouts(name):
                    first.setdefault(name, i)
                    counts[name] += 1
    return {name: first[name] for name, _ in counts.most_common()}


def _shouts(name: str) -> bool:
    """True for words in capitals that are too long for an acronym: a headline, not a name."""
    return name.isupper() and any(len(word) > LONGEST_ACRONYM for word in name.split())


def told_numbers(index: Index, ids: Sequence[str]) -> dict[str, tuple[str, Quantity]]:
    """Return each number in the sentences ``ids`` that counts something, as written, and where it first occurs."""
    found: dict[str, tuple[str, Quantity]] = {}
    for i in ids:
        text, told = index.texts[i], index.quantities[i]
        for q in told:
            if not (q.small or q.named) and counted(text, q) and not _in_a_token(text, q):
                found.setdefault(" ".join(verbatim(text, q).split()), (i, q))
    return found


def _in_a_token(text: str, q: Quantity) -> bool:
    """True if the number is part of something longer: a ratio (50:50), a model (ID.3), a range."""
    before, after = text[max(0, q.start - 2) : q.start], text[q.end : q.end + 2]
    return (before[-1:] in set(":/-.") and before[:1].isalnum()) or (after[:1] in set(":/-") and after[1:].isalnum())


def sentence_node(node: type[Cited], index: Index, sentence_id: str) -> Cited:
    """Return a node whose first statement is the verbatim sentence, without a dateline.

    Raises KindError if the node has a field that no sentence fills.
    """
    return _stating(node, index.texts[sentence_id].removeprefix("— "), sentence_id)


def _stating(node: type[Cited], text: str, sentence_id: str) -> Cited:
    filled = next((s.name for s in slots(node) if s.role is Role.STATEMENT), None)
    return _built(node, {filled: " ".join(text.split())} if filled else {}, sentence_id)


def _figure(node: type[Cited], number: str, sentence_id: str, quantity: Quantity, index: Index) -> Cited:
    counts = counted(index.texts[sentence_id], quantity) or ""
    return _built(node, {"text": number, "counts": counts}, sentence_id)


def _named(node: type[Cited], name: str, sentence_id: str) -> Cited:
    """Return a node about ``name``.

    Its statements stay empty: code cannot tell which words of a sentence are a role.
    """
    values = {s.name: name if s.role is Role.NAME else "" for s in slots(node) if s.role in {Role.NAME, Role.STATEMENT}}
    return _built(node, values, sentence_id)


def _built(node: type[Cited], values: dict[str, Any], sentence_id: str) -> Cited:
    """Return a node in the source's own words; labels that only a model could set get their least specific value."""
    if any(info.is_required() and _node_type(info.annotation) for info in node.model_fields.values()):
        raise KindError("this kind has nested items, which the article's own words cannot fill", hint=_OTHER_PLAN)
    for slot in slots(node):
        if slot.name in values:
            continue
        options = getattr(node.model_fields[slot.name].annotation, "__args__", ())
        if is_optional(node, slot.name):
            values[slot.name] = None
        elif slot.role in {Role.LABEL, Role.CERTAINTY} and options:
            values[slot.name] = options[0] if slot.role is Role.CERTAINTY else options[-1]
        else:
            raise KindError("this kind has fields that the article's own words cannot fill", hint=_OTHER_PLAN)
    return node.model_validate({**values, "cites": [sentence_id]})
