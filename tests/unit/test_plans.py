"""Writing plans: the requests, their order, and the use of the answers."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, create_model

from summarizer import brief
from summarizer.batch.loop import in_own_loop
from summarizer.config.settings import Settings
from summarizer.documents.document import Document
from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.drafting.extractive import WORDS, extract, proper_names, salient, told_numbers
from summarizer.drafting.strategies import FOCUS, SHORTLIST, Task, calls
from summarizer.errors import KindError, ReplyError
from summarizer.kinds import registry as kinds
from summarizer.kinds.fields import Cited, Name
from summarizer.llm.base import Endpoint
from summarizer.llm.embedded.model import EmbeddedModel
from summarizer.pipeline import brief_document
from tests.conftest import ROOT
from tests.fakes import HandWritten, news

TEXT = (ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8")
LONG = " ".join(
    f"The mayor of Skelm, who had been asked by {n} of the engineers of the old harbour, met them on the quay and told them to wait."
    for n in range(100)
)
PARTS = ("headline", "bottom_line", "claims", "actors", "numbers", "caveats")


@pytest.fixture
def ferry() -> Document:
    return from_text(TEXT)


def by(plan: str, document: Document, *replies: Any) -> tuple[Any, HandWritten]:
    model = HandWritten(*replies)
    settings = Settings(plan=plan)
    return in_own_loop(brief_document(kinds.find("news"), document, model, settings, 500)), model


def test_steps_asks_for_one_field_after_the_other_and_begins_each_question_alike(ferry: Document) -> None:
    whole = news([{"text": "The ferry to Skelm stops for six weeks."}])
    shown, model = by("steps", ferry, *({name: whole.get(name)} for name in PARTS))
    assert [tuple(r.answer.model_fields) for r in model.asked] == [(name,) for name in PARTS]
    first = model.asked[0].user
    shared = first[: first.index("Write only the part")]
    assert TEXT.splitlines()[0][:40] in shared
    assert all(r.user.startswith(shared) and r.system == model.asked[0].system for r in model.asked)
    single, _ = by("single", ferry, whole)
    assert shown.content == single.content
    assert shown.provenance.plan == "steps"
    assert shown.provenance.requests == len(PARTS)


def test_what_is_picked_stands_first_and_every_word_is_the_articles(ferry: Document) -> None:
    index = Index((ferry,))
    ids = list(index.body)
    number = list(told_numbers(index, ids))[-1]
    name = list(proper_names(index, ids))[-1]
    picks = {"actors": [name, "Nobody"], "numbers": [number, number]}
    shown, model = by("pick", ferry, picks)
    assert len(model.asked) == 1
    assert len(dict(model.asked[0].choices)["SentenceId"]) <= SHORTLIST
    assert "claims" not in model.asked[0].answer.model_fields
    assert shown.content.actors[0].name == name
    assert shown.content.numbers[0].text == number
    assert {p.status for p in shown.proofs.values()} == {"quoted"}
    assert all(c.text == index.texts[c.sentence] for p in shown.proofs.values() for c in p.citations)
    assert "Nobody" not in shown.to_json(text=False)


@pytest.mark.parametrize("reply", [{}, {"actors": [], "numbers": []}])
def test_who_picks_nothing_leaves_the_choice_to_code_or_fails(ferry: Document, reply: dict[str, Any]) -> None:
    if not reply:
        with pytest.raises(ReplyError, match="does not fit"):
            by("pick", ferry, reply, reply)
        return
    picked, _ = by("pick", ferry, reply)
    own = brief(ferry, settings=Settings(plan="extract"))
    assert picked.content == own.content


def test_sentences_fill_the_words_of_a_briefing_and_no_more() -> None:
    long = from_text(" ".join(f"The mayor of Skelm met {n} engineers of the harbour on the quay." for n in range(200)))
    index = Index((long,))
    content = extract(kinds.find("news").content, index)
    words = sum(len(c.text.split()) for c in content.claims)  # type: ignore[attr-defined]
    assert words == 13 * 8  # no more than the schema asks for
    short = extract(kinds.find("news").content, Index((from_text(LONG),)))
    assert WORDS - 26 <= sum(len(c.text.split()) for c in short.claims) <= WORDS  # type: ignore[attr-defined]


def test_an_embedded_model_is_told_which_sentences_matter(ferry: Document) -> None:
    index = Index((ferry,))
    kind = kinds.find("news")
    part = tuple(s for s in ferry.sentences if s.role == "body")
    weak, strong = (
        calls("single", Task(kind, part, index, "en", 500, weak=weak)).requests[0].user for weak in (True, False)
    )
    told = next(line for line in weak.splitlines() if line.startswith("- claims"))
    chosen = salient(index)[:FOCUS]
    assert ", ".join(i for i in index.body if i in chosen) in told
    assert weak != strong
    assert "$focus" not in weak + strong


def test_the_label_of_a_title_and_the_dash_behind_a_place_are_not_told() -> None:
    document = from_text(
        "Title: Harbour closes for six weeks\n\nSKELM, Mass. — The harbour of Skelm closes on Monday for six weeks.\n"
    )
    index = Index((document,))
    content = extract(kinds.find("news").content, index)
    assert content.headline.text == "Harbour closes for six weeks"  # type: ignore[attr-defined]
    assert content.headline.cites == ["s1"]  # type: ignore[attr-defined]
    assert content.claims[-1].text == "The harbour of Skelm closes on Monday for six weeks."  # type: ignore[attr-defined]


def test_a_kind_that_wants_more_than_the_articles_words_cannot_be_extracted() -> None:
    class Counted(Cited):
        count: int

    class Content(BaseModel):
        counted: Counted

    with pytest.raises(KindError, match="own words cannot fill"):
        extract(Content, Index((from_text("A pump failed. It was mended."),)))


def test_an_item_that_begins_with_a_statement_is_no_list_of_names() -> None:
    class Decision(Cited):
        text: str
        owner: Name | None = None

    class Owned(Cited):
        text: str
        owner: Name

    article = Index((from_text("Anna Berg repairs the pump by Friday. It failed on Monday."),))
    decisions = create_model("Content", decisions=(list[Decision], ...))
    first = extract(decisions, article).decisions[0]  # type: ignore[attr-defined]
    assert (first.text, first.owner) == ("Anna Berg repairs the pump by Friday.", None)
    with pytest.raises(KindError, match="own words cannot fill"):
        extract(create_model("Content", decisions=(list[Owned], ...)), article)


def test_a_kind_with_items_within_items_cannot_be_extracted() -> None:
    class Step(Cited):
        text: str

    class Incident(Cited):
        text: str
        steps: list[Step]

    class Content(BaseModel):
        incidents: list[Incident]

    with pytest.raises(KindError, match="nested items"):
        extract(Content, Index((from_text("A pump failed. It was mended."),)))


def test_only_weights_inside_brief_make_an_endpoint_embedded() -> None:
    assert Endpoint("local:x", "this computer", "sha256:00").embedded
    assert not Endpoint("gpt", "api.example", "https://api.example/v1 gpt").embedded


@pytest.mark.slow
def test_the_server_has_read_the_beginning_of_each_step_but_the_first(tiny_weights: Path, ferry: Document) -> None:
    """By llama.cpp's own count of cached tokens, with the small embedded model."""
    model = EmbeddedModel(Endpoint("local:tiny", "this computer", "sha256:0"), lambda: tiny_weights, timeout=120.0)
    part = tuple(s for s in ferry.sentences if s.role == "body")
    steps = calls("steps", Task(kinds.find("news"), part, Index((ferry,)), "en", 1, weak=True)).requests

    async def cached() -> list[tuple[int, int]]:
        counts = []
        async with model:
            client = await model.client()
            for request in steps[:3]:
                said = [{"role": "system", "content": request.system}, {"role": "user", "content": request.user}]
                reply = await client.ask({"messages": said, "max_tokens": 1})
                counts.append((reply.cached or 0, reply.usage[0] or 0))
        return counts

    (first, _), *rest = asyncio.run(cached())
    assert first < 50
    assert all(known >= 0.9 * read for known, read in rest), rest


def test_a_title_belongs_to_the_name_behind_it() -> None:
    index = Index((from_text("The rescue was led by Dr. Amos Lindqvist, and Prof. Hanna Osei helped him."),))
    assert list(proper_names(index, index.body)) == ["Dr. Amos Lindqvist", "Prof. Hanna Osei"]


def test_a_pronoun_with_its_verb_is_no_name() -> None:
    index = Index((from_text('"We’ve lost a week," said Hanna Osei of the harbour office. We\'ve told them.'),))
    assert list(proper_names(index, index.body)) == ["Hanna Osei"]
