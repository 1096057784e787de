"""Briefings of a whole set by one model and plan, counted article by article."""

from collections import Counter
from typing import Any

from ..briefing import Briefing
from ..config.settings import Settings
from ..documents.source_index import Index
from ..errors import BriefError
from ..facts.quantities import quantities, same
from ..kinds.fields import Caveat, Cited, Figure, Role
from ..kinds.registry import Kind
from ..kinds.traversal import strings, walk
from ..llm.base import Model
from ..pipeline import Judge, brief_document
from .matcher import first_words, recalled
from .sets import LabelledArticle

__all__ = ["claims_of", "run_article"]


def claims_of(briefing: "Briefing[Any]") -> list[tuple[str, Cited]]:
    """Return the claims of ``briefing``: statements in a list that are not about a name or number, and no caveats."""
    found = []
    for path, node in walk(briefing.content):
        roles = {role for _, role, _ in strings(node)}
        listed = path.rpartition(".")[2].isdigit()
        if (
            listed
            and Role.STATEMENT in roles
            and not roles & {Role.NAME, Role.QUANTITY}
            and not isinstance(node, Caveat)
        ):
            found.append((path, node))
    return found


async def run_article(  # noqa: PLR0913 - what one run is made of
    article: LabelledArticle,
    kind: Kind,
    model: Model | None,
    settings: Settings,
    *,
    max_tokens: int,
    judge: Model | None = None,
) -> Counter[str]:
    """Return the counts of one article's briefing. A briefing that fails counts as not valid."""
    counts: Counter[str] = Counter({"articles": 1})
    try:
        chosen = Judge(judge, "" if judge else "the judge is off")
        briefing = await brief_document(kind, article.document, model, settings, max_tokens, judge=chosen)
    except BriefError as error:
        counts[f"failed {type(error).__name__}"] += 1
        return counts
    counts["valid"] += 1
    index = Index((article.document,))
    claims = claims_of(briefing)
    texts = [" ".join(t for _, role, t in strings(node) if role is Role.STATEMENT) for _, node in claims]
    kept = first_words(texts)
    counts["claims"] += len(claims)
    counts["words"] += sum(len(t.split()) for t in texts)
    counts["facts"] += len(article.key_facts)
    counts["facts recalled"] += recalled(kept, article.key_facts, index)
    _numbers(briefing, article, counts)
    for proof in briefing.proofs.values():
        counts["items"] += 1
        counts[f"items {proof.status}"] += 1
        counts[f"items of {proof.origin}"] += 1
        counts["items corrected"] += any(edit.by == "judge" for edit in proof.edits)
    counts["rejected"] += sum(not r.minor for r in briefing.rejected)
    told = briefing.provenance
    counts["requests"] += told.requests
    counts["tokens in"] += told.tokens.prompt or 0
    counts["tokens out"] += told.tokens.completion or 0
    counts["milliseconds"] += round(1000 * told.seconds)
    return counts


def _numbers(briefing: "Briefing[Any]", article: LabelledArticle, counts: Counter[str]) -> None:
    """Count the annotated numbers that the briefing tells anywhere, and its figures that are annotated."""
    language = article.document.language
    annotated = [
        q
        for n in article.numbers
        for q in quantities(n["quote"], language)
        if n["text"] in q.text or q.text in n["text"]
    ]
    said = [q for _, node in walk(briefing.content) for _, _, t in strings(node) for q in quantities(t, language)]
    counts["numbers"] += len(annotated)
    counts["numbers told"] += sum(any(same(q, s) for s in said) for q in annotated)
    figures = [
        q for _, node in walk(briefing.content) if isinstance(node, Figure) for q in quantities(node.text, language)[:1]
    ]
    counts["figures"] += len(figures)
    counts["figures right"] += sum(any(same(q, a) for a in annotated) for q in figures)
