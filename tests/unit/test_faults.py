"""Every step of the fault server: the right error, the right number of requests, the right waits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import errors
from summarizer.batch.loop import in_own_loop
from summarizer.config.settings import Settings
from summarizer.documents.loaders.text import from_text
from summarizer.kinds import registry as kinds
from summarizer.llm.registry import connect
from summarizer.pipeline import brief_document
from tests.conftest import ROOT
from tests.fault_server import FaultServer
from tests.sampling import one_in

FERRY = from_text((ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8"))
KEY = "sk-secret-4711"
TIMEOUT = 1.5
REFUSED, DECLINED, REPLIED = errors.RefusedRequestError, errors.DeclinedError, errors.ReplyError

ONCE_GOOD = ["ok", "oktool", "nousage", "think", "bom", "spaces:0.5"]
AGAIN = {
    **dict.fromkeys(["408", "409", "425", "429", "500", "501", "502", "503", "504", "524", "529"], 0.0),
    **dict.fromkeys(["429_ra_s:-5", "429_ra_s:nan", "429_ra_s:1e3", "html502", "html502:100000"], 0.0),
    **dict.fromkeys(["refuse_close", "rst_before", "rst_mid", "short", "chunk_cut", "nolen_cut", "garbage"], 0.0),
    "sse_cut": 0.0,
    "429_ra_s:1": 1.0,
    "503_ra_s:1": 1.0,
    "429_ra_ms:500": 0.5,
    "429_ra_date:2": 0.9,
}
"""Steps that pass by themselves, and the least seconds between them and the second request."""
FAILS: dict[str, type[errors.BriefError]] = {
    **dict.fromkeys(["400", "404", "413", "422", "xsr:400=true", "400_echo", "404_model"], REFUSED),
    **dict.fromkeys(["302:302=http://127.0.0.1:9/x", "redir:307=http://127.0.0.1:9/"], REFUSED),
    **dict.fromkeys(["401", "403", "401_echo"], errors.KeyRefusedError),
    **dict.fromkeys(["html200", "html200json", "empty200", "null200", "list200", "err200", "badjson"], REPLIED),
    **dict.fromkeys(["nochoices", "nullchoices", "nomessage", "nullcontent", "emptycontent"], REPLIED),
    **dict.fromkeys(["prose", "deepbody", "huge:5", "gzipbomb:20", "latin1"], REPLIED),
    **dict.fromkeys(["length", "length_ok"], errors.TruncatedError),
    **dict.fromkeys(["filter", "filter_part", "refusal"], DECLINED),
    **dict.fromkeys(["hang:30", "drip:0.05", "headdrip:0.1"], errors.DeadlineError),
    "429_ra_s:3600": errors.OverloadedError,
    "429_quota": errors.QuotaError,
    "400_context": errors.ContextError,
}
"""Steps that are reported after one request, and as what."""
UNREADABLE = ("wrong", "nan", "inf", "dup", "two", "deep", "surrogate", "rawctl", "bignum", "echo")
"""Steps whose answer has no item that can be read: the same is asked again."""


@pytest.fixture(params=[1, 8], ids=["httpx", "aiohttp"])
def ask(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Brief the ferry with the server at an address, with each client; a dead proxy must not be asked."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    def briefed(url: str) -> Any:
        settings = Settings(
            model="m", base_url=url, key=KEY, timeout=TIMEOUT, article_timeout=30, recordings=tmp_path, cache=True
        )
        model, tokens = connect(settings, at_once=request.param)

        async def asked() -> Any:
            async with model:
                return await brief_document(kinds.find("news"), FERRY, model, settings, tokens)

        return in_own_loop(asked())

    return briefed


@pytest.mark.parametrize("step", ONCE_GOOD)
def test_odd_but_good_answers_are_read(faults: FaultServer, ask: Callable[[str], Any], step: str) -> None:
    url = faults.url(step)
    assert [c.text for c in ask(url).content.claims] == ["The ferry to Skelm will stop for six weeks."]
    assert len(faults.hits(url)) == 1


@pytest.mark.parametrize(("step", "wait"), one_in(6, AGAIN.items()))
def test_what_may_pass_is_asked_again(faults: FaultServer, ask: Callable[[str], Any], step: str, wait: float) -> None:
    url = faults.url(step, "ok")
    shown = ask(url)
    first, second = faults.hits(url)
    assert len(shown.content.claims) == 1
    assert second["t"] - first["t"] >= wait
    assert shown.provenance.requests == 2


@pytest.mark.parametrize("step", UNREADABLE)
def test_an_answer_of_which_nothing_can_be_read_is_asked_for_once_more(
    faults: FaultServer, ask: Callable[[str], Any], step: str
) -> None:
    url = faults.url(step, "ok")
    assert [c.text for c in ask(url).content.claims] == ["The ferry to Skelm will stop for six weeks."]
    assert len(faults.hits(url)) == 2
    again = faults.url(step, step)
    with pytest.raises(errors.ReplyError):
        ask(again)
    assert len(faults.hits(again)) == 2


def test_an_answer_that_was_cut_loses_only_its_last_item(faults: FaultServer, ask: Callable[[str], Any]) -> None:
    url = faults.url("cutstop")
    shown = ask(url)
    assert len(faults.hits(url)) == 1
    assert shown.content.headline.text
    assert [r.item for r in shown.rejected] == ["claims.0"]


@pytest.mark.parametrize(("step", "error"), one_in(3, FAILS.items()))
def test_what_will_not_pass_is_reported_after_one_request(
    faults: FaultServer, ask: Callable[[str], Any], step: str, error: type[errors.BriefError], tmp_path: Path
) -> None:
    url = faults.url(step, "ok")
    with pytest.raises(errors.BriefError) as raised:
        ask(url)
    assert type(raised.value) is error
    (hit,) = faults.hits(url)
    assert error is not errors.DeadlineError or not hit["sent"]  # it did not wait for the end
    kept = "".join(p.read_text(encoding="utf-8") for p in tmp_path.rglob("*") if p.is_file())
    for said in (str(raised.value), raised.value.hint, repr(raised.value), kept):
        assert KEY not in said
        assert "Skelm" not in said


def test_the_last_of_the_retries_is_reported(faults: FaultServer, ask: Callable[[str], Any]) -> None:
    url = faults.url("429_ra_ms:10")
    with pytest.raises(errors.OverloadedError):
        ask(url)
    assert len(faults.hits(url)) == 4


def test_a_fault_that_does_not_exist_is_no_address(faults: FaultServer) -> None:
    with pytest.raises(ValueError, match="there is no fault"):
        faults.url("ok", "tyop:1")
