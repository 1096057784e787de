"""The abilities of an endpoint are found by asking, stored, and used by the next run."""

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import brief, errors
from summarizer.config.settings import Settings, abilities_file
from summarizer.documents.loaders.text import from_text
from summarizer.evaluation.grouping_trial import _PAIRS
from summarizer.evaluation.model_trial import trial
from summarizer.llm.base import Ability, Endpoint
from summarizer.llm.capabilities import ability_of
from summarizer.llm.registry import POOR_WRITER, Tried, compares, look_at, with_plan
from tests.conftest import ROOT
from tests.fakes import news
from tests.server import completion, serving

FERRY = from_text((ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8"))


async def untried(_settings: Settings) -> Tried:
    return Tried([], "single")


def endpoint(kind: str) -> Any:
    """Return a server that ``enforces``, ``ignores`` or ``refuses`` the requested form of an answer."""

    def answer(_n: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        form = body.get("response_format", {}).get("type") or ("tools" if "tools" in body else "")
        if "Skelm" in str(body):
            return 200, {}, completion(json.dumps(news()))
        if form and kind == "refuses":
            return 400, {}, json.dumps({"error": {"message": f"{form} is not supported"}}).encode()
        if form and kind == "enforces":
            if form == "tools":
                call = {"function": {"name": "say", "arguments": '{"word": "zebra7"}'}}
                return 200, {}, completion("", "tool_calls", tool_calls=[call])
            return 200, {}, completion('{"word": "zebra7"}')
        return 200, {}, completion('{"word": "apple"}' if "apple" in str(body) else "good morning everybody")

    return answer


@pytest.mark.parametrize(
    ("kind", "found", "ability"),
    [
        (
            "enforces",
            {"JSON schema": "enforced", "JSON object": "enforced", "tools": "work"},
            Ability("JSON_SCHEMA", True),
        ),
        (
            "ignores",
            dict.fromkeys(["JSON schema", "JSON object", "tools"], "accepted and ignored"),
            Ability("JSON_SCHEMA", False),
        ),
        ("refuses", dict.fromkeys(["JSON schema", "JSON object", "tools"], "refused"), Ability("MD_JSON", False)),
    ],
)
def test_what_is_true_of_an_endpoint_is_found_and_used(kind: str, found: dict[str, str], ability: Ability) -> None:
    with serving(endpoint(kind)) as asked:
        settings = Settings(model="m", base_url=asked.url, key="sk-secret-4711", timeout=10, prices=(1.0, 2.0))
        report = asyncio.run(look_at(settings, untried))
        rows = dict(report.rows)
        assert {name: rows[name] for name in found} == found
        assert rows["usage"] == "reported"
        assert rows["an article of 400 words"].endswith("$0.00200")
        assert len(asked.requests) == 4
        where = Endpoint("m", "", f"{asked.url} m")
        assert ability_of(abilities_file(), where) == ability == report.ability
        assert "sk-secret" not in abilities_file().read_text(encoding="utf-8")
        brief(FERRY, settings=settings)
        _, _, body = asked.requests[4]
        sent = body.get("response_format")
        assert (sent is not None) == (ability.mode == "JSON_SCHEMA")
        if sent:
            enumerated = "enum" in sent["json_schema"]["schema"]["$defs"]["SentenceId"]
            assert enumerated == ability.enumerates


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, errors.KeyRefusedError), (404, errors.RefusedRequestError), (503, errors.OverloadedError)],
)
def test_an_endpoint_that_does_not_answer_is_an_error(status: int, error: type[errors.BriefError]) -> None:
    with serving(lambda *_: (status, {}, b"{}")) as asked, pytest.raises(error):
        asyncio.run(look_at(Settings(model="m", base_url=asked.url, timeout=5), untried))


@pytest.mark.parametrize(
    ("reply", "plan"),
    [
        ("I would rather talk about zebras.", "extract"),
        (json.dumps(news([{"text": f"Miss Pim sold {n}77 zebras.", "cites": ["s2"]} for n in range(1, 5)])), "extract"),
        (json.dumps(news([{"text": "The council dropped the sale of the car park.", "cites": ["s2"]}], actors=[],
            headline={"text": "Council drops sale of Ferrers Road car park", "cites": ["s1"]})), "single"),
    ],
)  # fmt: skip
def test_a_model_that_is_named_writes_and_the_verdict_of_its_trial_is_told(reply: str, plan: str) -> None:
    def answer(n: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        trial = "Answer" not in body["messages"][-1]["content"] and n > 4
        return (200, {}, completion(reply)) if trial else endpoint("enforces")(n, body)

    with serving(answer) as asked:
        settings = Settings(model="m", base_url=asked.url, timeout=10, cache=False)
        rows = dict(asyncio.run(look_at(settings, trial)).rows)
        assert rows["writing plan"].startswith(plan)
        chosen = with_plan(settings)
        assert chosen.plan == "single"
        assert chosen.note == (POOR_WRITER if plan == "extract" else "")
        assert with_plan(replace(settings, plan="extract")).plan == "extract"
        before = len(asked.requests)
        with suppress(errors.ReplyError):
            brief(FERRY, settings=settings)
        assert len(asked.requests) > before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "says", "able"),
    [("right", "right on 8 of 8", True), ("nothing", "right on 3 of 8", False), ("down", "not tested", None)],
)
def test_whether_a_model_can_compare_figures_is_found_and_kept(mode: str, says: str, able: bool | None) -> None:
    pairs = [json.loads(line) for line in _PAIRS.read_text(encoding="utf-8").splitlines()]

    def answer(n: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        question = body["messages"][-1]["content"]
        if "[f1: " not in question:
            headline = {"text": "Council drops sale of Ferrers Road car park", "cites": ["s1"]}
            claims = [{"text": "The council dropped the sale of the car park.", "cites": ["s2"]}]
            written = completion(json.dumps(news(claims, actors=[], headline=headline)))
            return (200, {}, written) if n > 4 and "Answer" not in question else endpoint("enforces")(n, body)
        if mode == "down":
            return 402, {}, b"{}"
        row = next(p for p in pairs if p["a"]["source"] in question and p["b"]["source"] in question)
        marked = re.findall(r"\[(f\d+): ([^\]]+)\]", question)
        ids = [next(i for i, text in marked if told in text) for told in row["figures"]]
        named = mode == "right" and row["relation"] != "different"
        groups = [{"figures": ids, "relation": row["relation"]}] if named else []
        return 200, {}, completion(json.dumps({"groups": groups}))

    with serving(answer) as asked:
        settings = Settings(model="m", base_url=asked.url, timeout=10, cache=False)
        rows = dict(asyncio.run(look_at(settings, trial)).rows)
        assert rows["figures that disagree"].startswith(says)
        found = ability_of(abilities_file(), Endpoint("m", "", f"{asked.url} m"))
        assert found is not None
        assert found.compares == able
        assert compares(settings) == (able is not False)
        assert sum("[f1: " in str(body) for *_, body in asked.requests) == (1 if mode == "down" else 8)


def test_a_small_model_that_nobody_has_looked_at_compares_nothing() -> None:
    assert not compares(Settings(model="local"))
    assert compares(Settings(model="m", base_url="http://127.0.0.1:9/v1"))


def test_a_plan_that_no_trial_chooses_is_not_taken_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    path.write_text('{"x": {"mode": "JSON_SCHEMA", "plan": "guess"}}', encoding="utf-8")
    known = ability_of(path, Endpoint("m", "h", "x"))
    assert known is not None
    assert known.plan == "single"


def test_a_spoilt_file_of_abilities_is_none(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    for text in ("", "[]", '{"x": 3}', '{"x": {"mode": "EVIL"}}'):
        path.write_text(text, encoding="utf-8")
        assert ability_of(path, Endpoint("m", "h", "x")) is None
