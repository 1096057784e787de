"""The sentences that an item stands on. A model's ids are where the search begins; code finds where it ends."""

from collections.abc import Iterable

from .evidence import Quote
from .facts.index import Index

__all__ = ["MAX_CITES", "WEAK", "Citations", "quote"]

WEAK = 0.45
"""Support below which another sentence is looked for."""
GAIN = 0.2
"""How much better another sentence must be."""
MAX_CITES = 8


def quote(index: Index, sentence_id: str) -> Quote:
    """The verbatim sentence."""
    document, s = index.places[sentence_id]
    return Quote(document=document.id, sentence=s.id, text=document.quote(s), start=s.start, end=s.end)


class Citations:
    """The ids of one item's sentences. ``wording`` is what the item says in all.

    ``lexical`` is false where item and article are in different languages: words in common then say nothing.
    """

    def __init__(self, index: Index, asked: Iterable[str], wording: str, *, lexical: bool) -> None:
        """``asked``: what the model gave; what does not exist, or is a header and no news, is dropped."""
        self._index = index
        self._wording = wording
        self._lexical = lexical and bool(wording)
        self.ids: list[str] = []
        for cite in asked:
            plain = cite.strip("[]() ")
            known = plain if plain in index.places else plain.lower()
            if known in index.order and known not in self.ids and len(self.ids) < MAX_CITES:
                self.ids.append(known)
        self._asked = list(self.ids)

    @property
    def texts(self) -> list[str]:
        """The cited sentences."""
        return [self._index.texts[i] for i in self.ids]

    @property
    def changed(self) -> bool:
        """Whether they are others than the model gave."""
        return self.ids != self._asked

    def quotes(self) -> tuple[Quote, ...]:
        """The cited sentences as quotes."""
        return tuple(quote(self._index, i) for i in self.ids)

    def support(self, wording: str | None = None) -> float:
        """How much of ``wording``, or of the whole item, the cited sentences say."""
        return self._index.support(self._wording if wording is None else wording, tuple(self.ids))

    def link(self) -> None:
        """Where the cited sentences say too little of the item, cite the sentence that says most of it."""
        if not self._lexical:
            return
        best = self._index.best(self._wording)
        if best is None or best in self.ids:
            return
        now = self.support() if self.ids else 0.0
        if not self.ids or (now < WEAK and self._index.support(self._wording, (best,)) >= now + GAIN):
            self.ids = [best]

    def any_of(self, held: Iterable[str]) -> bool:
        """Whether one of ``held`` is cited."""
        return any(i in self.ids for i in held)

    def add(self, held: Iterable[str]) -> bool:
        """Cite one more of the sentences ``held`` if it supports the item by itself; whether it did."""
        best = self._index.best(self._wording, frozenset(held))
        if best is None or len(self.ids) >= MAX_CITES:
            return False
        if self._lexical and self._index.support(self._wording, (best,)) < WEAK:
            return False
        self.ids.append(best)
        return True

    def cite(self, sentence: str) -> bool:
        """Cite ``sentence`` too, if there is room; whether it is cited now."""
        if sentence not in self.ids:
            if len(self.ids) >= MAX_CITES:
                return False
            self.ids.append(sentence)
        return True

    def lead(self, held: list[str]) -> str:
        """Put first, or alone where none of them was cited, the sentence of ``held`` that the item is about."""
        cited = [i for i in self.ids if i in held]
        if cited:
            self.ids = [cited[0], *(i for i in self.ids if i != cited[0])]
        else:
            self.ids = [self._index.best(self._wording, frozenset(held)) or held[0]]
        return self.ids[0]

    def also(self, held: list[str]) -> None:
        """Cite the best of ``held`` before the others."""
        best = self._index.best(self._wording, frozenset(held))
        self.ids = [best or held[0], *self.ids][:MAX_CITES]
