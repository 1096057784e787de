"""An index of the sentences of one or more documents: their words and numbers, and their support for a statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import exp, log

from ..facts.dates import dates
from ..facts.lexicon import Lexicon
from ..facts.quantities import Quantity, quantities
from ..facts.tokens import content, folded_line
from .document import Document, Sentence

__all__ = ["Index"]

CONTEXT_WEIGHT = 0.5
"""Weight of a word that is only in the sentence before a cited one: pronouns may refer to it."""


@dataclass(frozen=True)
class Index:
    """Facts by sentence id. Ids are unique over all documents."""

    documents: tuple[Document, ...]

    @cached_property
    def places(self) -> dict[str, tuple[Document, Sentence]]:
        """Sentence id -> its document and span, in reading order.

        Asides are left out: they are not part of the news.
        """
        return {s.id: (d, s) for d in self.documents for s in d.sentences if s.role != "aside"}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The text of each document without its asides."""
        return tuple(map(_without_asides, self.documents))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Sentence id -> its verbatim text."""
        return {i: d.quote(s) for i, (d, s) in self.places.items()}

    @cached_property
    def stems(self) -> dict[str, frozenset[str]]:
        """Sentence id -> the stems that carry meaning."""
        return {i: content(text, self.places[i][0].language) for i, text in self.texts.items()}

    @cached_property
    def quantities(self) -> dict[str, tuple[Quantity, ...]]:
        """Sentence id -> its numbers."""
        return {i: quantities(text, self.places[i][0].language) for i, text in self.texts.items()}

    @cached_property
    def body(self) -> tuple[str, ...]:
        """The ids of the sentences that are news and may be cited, in reading order."""
        return tuple(i for i, (_, s) in self.places.items() if s.role == "body")

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The ids of the body, the most salient first, ties in reading order.

        A sentence ranks by the words that it shares with others, its early position, and stating a number. The weights
        were chosen on the key facts of the open evaluation set and of FineSurE's articles.
        """
        held = {word: len(ids) for word, ids in self._where.items()}.__getitem__

        def salience(place: tuple[int, str]) -> float:
            position, i = place
            stems = self.stems[i]
            shared = (sum(map(held, stems)) - len(stems)) / (len(stems) + 5) / max(len(self.stems), 1)
            tells = any(not q.small for q in self.quantities[i])
            return -(shared + 0.3 * exp(-position / 6) + 0.1 * tells)

        return tuple(i for _, i in sorted(enumerate(self.body), key=salience))

    @cached_property
    def numbers(self) -> tuple[tuple[str, Quantity], ...]:
        """``(sentence id, quantity)`` of every number of the body."""
        return tuple((i, q) for i in self.body for q in self.quantities[i])

    @cached_property
    def _by_value(self) -> dict[float, list[tuple[str, Quantity]]]:
        """Reading, to nine significant digits -> the numbers of the body that have it, with their sentence ids."""
        found: dict[float, list[tuple[str, Quantity]]] = {}
        for place in self.numbers:
            for value in place[1].values:
                found.setdefault(_key(value), []).append(place)
        return found

    def valued(self, values: tuple[float, ...]) -> list[tuple[str, Quantity]]:
        """The numbers of the body with one of ``values``, whatever their unit."""
        return [place for v in values for place in self._by_value.get(_key(v), ())]

    @cached_property
    def years(self) -> dict[int, str]:
        """Year of a date, stated or worked out from the day of publication -> the first body sentence with it."""
        found: dict[int, str] = {}
        for i in self.body:
            for dated in dates(self.texts[i], self.places[i][0].published):
                for year in {day.year for day in dated.readings[0]}:
                    found.setdefault(year, i)
        return found

    def around(self, ids: Iterable[str]) -> list[str]:
        """``ids`` with the body sentences before and after each, in reading order."""
        order = self.order
        near = {order[i] + step for i in ids if i in order for step in (-1, 0, 1)}
        return [self.body[n] for n in sorted(near) if 0 <= n < len(self.body)]

    @property
    def published(self) -> date | None:
        """The day of the first document, against which the relative dates of a statement are read."""
        return self.documents[0].published

    @cached_property
    def folded_documents(self) -> tuple[str, ...]:
        """The documents' texts with normalized typography."""
        return tuple(map(folded_line, self.sources))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all sentences."""
        return Lexicon(tuple(self.texts.values()))

    @cached_property
    def language(self) -> str:
        """The documents' common language, or ``und``."""
        found = {d.language for d in self.documents}
        return found.pop() if len(found) == 1 else "und"

    @cached_property
    def weights(self) -> dict[str, float]:
        """Stem -> its inverse sentence frequency."""
        total = len(self.stems)
        scale = [0.0, *(log(1 + total / n) for n in range(1, total + 1))]
        return {word: scale[len(ids)] for word, ids in self._where.items()}

    @cached_property
    def _where(self) -> dict[str, list[str]]:
        """Stem -> the ids of the sentences that have it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for i, stems in self.stems.items():
            for word in stems:
                found[word].append(i)
        return dict(found)

    def shared(self, stem: str) -> int:
        """The number of sentences that have ``stem``."""
        return len(self._where.get(stem, ()))

    @cached_property
    def _before(self) -> dict[str, str]:
        """Sentence id -> the id of the sentence before it in its document."""
        places = list(self.places.items())
        return {i: before for (before, (one, _)), (i, (other, _)) in pairwise(places) if one is other}

    def before(self, sentence_id: str) -> str | None:
        """The id of the sentence before this one in its document."""
        return self._before.get(sentence_id)

    @cached_property
    def _rare(self) -> float:
        """The weight of a stem that the documents do not have at all."""
        return log(1 + len(self.stems))

    def support(self, text: str, ids: tuple[str, ...]) -> float:
        """The share, by weight, of the stems of ``text`` that the sentences ``ids`` have too; 1.0 for an empty text.

        A word found only in the sentence before a cited one counts half.
        """
        wanted = self._wanted(text)
        total = sum(wanted.values())
        if not total:
            return 1.0
        cited = [self.stems[i] for i in ids]
        near = [self.stems[b] for i in ids if (b := self._before.get(i))]
        told = 0.0
        for word, weight in wanted.items():
            if _any(word, cited):
                told += weight
            elif _any(word, near):
                told += CONTEXT_WEIGHT * weight
        return round(told / total, 9)  # so that the order of addition cannot change a verdict

    def _wanted(self, text: str) -> dict[str, float]:
        """The stems of ``text``, each with its weight."""
        found = self._asked.get(text)
        if found is None:
            weights, rare = self.weights, self._rare
            found = self._asked[text] = {w: weights.get(w, rare) for w in content(text, self.language)}
        return found

    @cached_property
    def _asked(self) -> dict[str, dict[str, float]]:
        return {}

    def best(self, text: str, among: frozenset[str] | None = None) -> str | None:
        """The id of the body sentence with most of ``text`` by weight, the first of equals; None if none has any."""
        scores: defaultdict[str, float] = defaultdict(float)
        where = self._where
        for word, weight in self._wanted(text).items():
            for i in where.get(word, ()):
                scores[i] += weight
        order = self.order
        known = [i for i in scores if i in order and (among is None or i in among)]
        if not known:
            return None
        most = round(max([scores[i] for i in known]), 9)
        return min([i for i in known if round(scores[i], 9) == most], key=order.__getitem__)

    @cached_property
    def order(self) -> dict[str, int]:
        """Id of a body sentence -> its place among them, from 0."""
        return {i: n for n, i in enumerate(self.body)}


def _without_asides(document: Document) -> str:
    kept, at = [], 0
    for sentence in document.sentences:
        if sentence.role == "aside":
            kept.append(document.text[at : sentence.start])
            at = sentence.end
    return "".join([*kept, document.text[at:]])


def _any(word: str, sentences: list[frozenset[str]]) -> bool:
    for stems in sentences:  # noqa: SIM110 - any() with its generator takes three times as long
        if word in stems:
            return True
    return False


def _key(value: float) -> float:
    return float(f"{value:.9g}")
