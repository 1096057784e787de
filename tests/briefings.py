"""Briefings built by hand, for tests of the renderers: no model, no checks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic import BaseModel

from summarizer.briefing import (
    Briefing,
    Citation,
    Coverage,
    Edit,
    Finding,
    Judgement,
    Proof,
    Provenance,
    Reading,
    Rejected,
    Source,
    Tokens,
)
from summarizer.documents.document import Document, Sentence
from summarizer.kinds.fields import Caveat, Figure
from summarizer.kinds.traversal import walk
from summarizer.schemas.news import Actor, BottomLine, Claim, Headline, News

__all__ = ["PARTS", "built", "document", "ferry", "news_of", "poisoned", "proof"]

ARTICLE = (
    "The only ferry to Skelm will stop for six weeks from 2 April, its operator Norlink said on Friday.",
    "Norlink said that both engines had run for 40,000 hours and had to be replaced before the summer.",
    "The council pays 310,000 euros, about two thirds of the cost.",
    "A free boat for 24 passengers will sail at 7.00 and 17.30.",
    "It takes no cars.",
    "Ole Brandt, a teacher, handed 212 signatures against the plan to the council; 900 people live on Skelm.",
    "Eva Roth, the island's doctor, said three of her patients needed dialysis in Harlow every other day.",
    "A former engineer, Lars Holm, said inspectors had found cracks in the hull in January.",
    "Norlink denied that; the inspectors' report has not been published.",
)


def document(sentences: Sequence[str] = ARTICLE, *, name: str = "", **known: Any) -> Document:
    """``name``: the document's id, put before those of its sentences, where there are several."""
    text = " ".join(sentences)
    spans, at = [], 0
    for n, sentence in enumerate(sentences, 1):
        spans.append(Sentence(f"{name}.s{n}" if name else f"s{n}", at, at + len(sentence)))
        at += len(sentence) + 1
    known = {"source": "articles/ferry.txt", "sha256": "0" * 64, "language": "en", **known}
    return Document(name or "a1", text, sentences=tuple(spans), **known)


def proof(cites: Sequence[str], documents: Sequence[Document], **known: Any) -> Proof:
    places = {s.id: (d, s) for d in documents for s in d.sentences}
    citations = [
        Citation(document=d.id, sentence=s.id, text=d.quote(s), start=s.start, end=s.end)
        for d, s in (places[i] for i in cites)
    ]
    empty: dict[str, Any] = {"edits": [], "findings": [], "verdict": None, "reading": None}
    return Proof(**{"status": "supported", "origin": "model", "citations": citations, **empty, **known})


def built(
    content: BaseModel,
    *documents: Document,
    proofs: Mapping[str, Mapping[str, Any]] | None = None,
    kind: str = "news",
    language: str = "en",
    notes: Sequence[str] = (),
    rejected: Sequence[Rejected] = (),
    reason: str = "",
    made: Mapping[str, Any] | None = None,
) -> "Briefing[Any]":
    """Build a briefing.

    ``proofs``: proofs other than plain "supported", by path. ``reason``: why nothing was judged; then all is unjudged.
    """
    sources = documents or (document(site="Harbour Gazette", published=date(2026, 3, 14)),)
    special = proofs or {}
    status = {"status": "unjudged"} if reason else {}
    found = {path: proof(node.cites, sources, **{**status, **special.get(path, {})}) for path, node in walk(content)}
    ids = [s.id for d in sources for s in d.sentences]
    provenance = {
        "model": "qwen3", "endpoint": "models.example", "plan": "single", "mode": "TOOLS", "prompt_digest": "1a2b",
        "requests": 2, "judge_requests": 1, "tokens": Tokens(prompt=1_234, completion=560, cached=None),
        "seconds": 3.2, "recorded": False, "version": "0.2",
    }  # fmt: skip
    return Briefing[Any](
        schema_=f"brief/{kind}/2",
        kind=kind,
        language=language,
        created=datetime(2026, 3, 14, 18, 5, tzinfo=UTC),
        notes=list(notes),
        documents=[Source.of(d) for d in sources],
        content=content,
        proofs=found,
        rejected=list(rejected),
        judgement=Judgement(
            model=None if reason else "qwen3",
            items=0 if reason else len(found),
            corrected=sum(any(e.by == "judge" for e in p.edits) for p in found.values()),
            rejected=len(rejected),
            reason=reason,
        ),
        coverage=Coverage(read=ids, unread=[]),
        provenance=Provenance.model_validate({**provenance, **(made or {})}),
    )


PARTS: dict[str, Any] = {
    "headline": {"text": "Ferry to Skelm stops for six weeks while its engines are replaced", "cites": ["s1", "s2"]},
    "claims": [],
    "actors": [],
    "numbers": [],
    "caveats": [],
}


def news_of(*claims: Mapping[str, Any] | str, **parts: Any) -> News:
    """A content of the kind news. A claim is its text, or its fields that are not the usual ones."""
    plain = {"attributed_to": None, "certainty": "stated", "cites": ["s2"]}
    told = [{**plain, **({"text": c} if isinstance(c, str) else c)} for c in claims]
    return News.model_validate({**PARTS, "claims": told, **parts})


def _claim(topic: str | None, text: str, *cites: str, by: str | None = None, certainty: Any = "stated") -> Claim:
    return Claim(topic=topic, text=text, attributed_to=by, certainty=certainty, cites=list(cites))


def ferry() -> "Briefing[Any]":
    """Return a briefing like a strong model's of an article of 900 words, with one item of each outcome."""
    content = News(
        headline=Headline(text=PARTS["headline"]["text"], cites=["s1", "s2"]),
        bottom_line=BottomLine(
            text="The only ferry to Skelm will not run for six weeks from 2 April; the council has hired a free boat "
            "that sails twice a day, which islanders call too little for 900 people.",
            cites=["s1", "s4", "s6"],
        ),
        claims=[
            _claim("The stop", "Norlink, which runs the ferry, says both engines have run for 40,000 hours and must be "
                   "replaced before the summer.", "s2", by="Norlink"),
            _claim("The stop", "The council pays 310,000 euros, about two thirds of the cost.", "s3"),
            _claim("The replacement", "A free boat for 24 passengers sails at 7.00 and 17.30 and takes no cars.",
                   "s4", "s5", certainty="expected"),
            _claim("The replacement", "Eva Roth, the island's doctor, says three of her patients need dialysis in "
                   "Harlow every other day.", "s7", by="Eva Roth"),
            _claim("The protest", "More than 200 islanders have signed a petition for a bigger boat.", "s6"),
            _claim("The protest", "Inspectors found cracks in the hull in January.", "s8", by="Lars Holm, a former "
                   "engineer", certainty="alleged"),
        ],
        actors=[
            Actor(name="Ole Brandt", kind="person", role="teacher who handed over the petition", cites=["s6"]),
            Actor(name="Eva Roth", kind="person", role="doctor on the island", cites=["s7"]),
        ],
        numbers=[
            Figure(text="212", counts="signatures against the plan", cites=["s6"]),
            Figure(text="310,000 euros", counts="the council's part of the cost", cites=["s3"]),
            Figure(text="24", counts="passengers that the free boat holds", cites=["s4"]),
        ],
        caveats=[
            Caveat(text="Norlink denies that inspectors found cracks; their report has not been published.",
                   kind="denial", cites=["s8", "s9"]),
        ],
    )  # fmt: skip
    corrected = Edit(
        field="text",
        before="A free boat for 42 passengers sails at 7.00 and 17.30 and takes no cars.",
        after=content.claims[2].text,
        by="judge",
        reason="wrong number",
    )
    return built(
        content,
        proofs={
            "claims.1": {"status": "quoted", "origin": "source"},
            "claims.2": {"edits": [corrected]},
            "numbers.0": {"reading": Reading(value=212, unit=None, bound="exact")},
            "numbers.1": {"reading": Reading(value=310_000, unit="EUR", bound="exact")},
        },
        rejected=[
            Rejected(
                item="claims.4",
                reason="the judge says: wrong person ('the mayor')",
                findings=[],
                verdict=None,
                original={"text": "The mayor signed the petition.", "attributed_to": None, "cites": ["s6"]},
            ),
            Rejected(item="numbers.3", reason="duplicate: numbers.0 says the same", findings=[], verdict=None,
                     original={"text": "212", "counts": "signatures", "cites": ["s6"]}),
        ],
    )  # fmt: skip


def poisoned(nasty: str) -> "Briefing[Any]":
    """Return a briefing in which ``nasty`` stands wherever a source or a model may put text."""
    finding = Finding(check="names", field="text", start=0, end=1, message=f"the article has no '{nasty}'")
    content = news_of(
        {"text": nasty, "topic": nasty, "attributed_to": f"{nasty} Roth"},
        f"A council met {nasty} on Monday.",
        headline={"text": nasty, "cites": ["s1"]},
        bottom_line={"text": nasty, "cites": ["s1"]},
        actors=[{"name": f"X {nasty}", "kind": "other", "role": f"{nasty} of all", "cites": ["s2"]}],
        numbers=[{"text": nasty, "counts": nasty, "cites": ["s2"]}],
    )
    source = document([nasty, "Second."], site=nasty, title=nasty, byline=nasty, source=nasty)
    proofs = {"claims.1": {"status": "doubted", "findings": [finding]}}
    return built(content, source, notes=[nasty], proofs=proofs, made={"model": nasty})
