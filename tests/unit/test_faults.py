"""Every step of the shared fault server: the right error, the right number of requests, the right waits."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import brief, errors
from summarizer.read.text import from_text
from summarizer.settings import Settings
from tests.conftest import ROOT
from tests.fakes import news

FERRY = from_text((ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8"))
KEY = "sk-secret-4711"
REPLY = news([{"text": "The ferry to Skelm will stop for six weeks.", "cites": ["s1"]}])
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
"""Steps that pass by themselves, and the seconds that have to lie between them and the second request."""
FAILS: dict[str, type[errors.BriefError]] = {
    **dict.fromkeys(["400", "404", "413", "422", "xsr:400=true", "400_echo", "404_model"], REFUSED),
    **dict.fromkeys(["302:302=http://127.0.0.1:9/x", "redir:307=http://127.0.0.1:9/"], REFUSED),
    **dict.fromkeys(["401", "403", "401_echo"], errors.KeyRefusedError),
    **dict.fromkeys(["html200", "html200json", "empty200", "null200", "list200", "err200", "badjson"], REPLIED),
    **dict.fromkeys(["nochoices", "nullchoices", "nomessage", "nullcontent", "emptycontent", "cutstop"], REPLIED),
    **dict.fromkeys(["prose", "wrong", "nan", "inf", "dup", "two", "deep", "deepbody", "surrogate"], REPLIED),
    **dict.fromkeys(["rawctl", "bignum", "huge:5", "gzipbomb:20", "latin1", "echo"], REPLIED),
    **dict.fromkeys(["length", "length_ok"], errors.TruncatedError),
    **dict.fromkeys(["filter", "filter_part", "refusal"], DECLINED),
    **dict.fromkeys(["hang:30", "drip:0.05", "headdrip:0.1"], errors.DeadlineError),
    "429_ra_s:3600": errors.OverloadedError,
    "429_quota": errors.QuotaError,
    "400_context": errors.ContextError,
}
"""Steps that are reported after one request, and as what."""


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    tools = ROOT.parent / "shared" / "tools"
    if not (tools / "faultserver.py").is_file():
        pytest.skip("needs the shared fault server beside the checkout")
    sys.path.insert(0, str(tools))
    try:
        from faultserver import FaultServer
    finally:
        sys.path.remove(str(tools))
    started = FaultServer(good=REPLY).start()
    yield started
    started.stop()


def ask(url: str, tmp_path: Path) -> Any:
    settings = Settings(
        model="m", base_url=url, key=KEY, timeout=TIMEOUT, article_timeout=30, recordings=tmp_path, cache=True
    )
    return brief(FERRY, settings=settings)


@pytest.mark.parametrize("step", ONCE_GOOD)
def test_odd_but_good_answers_are_read(server: Any, step: str, tmp_path: Path) -> None:
    url = server.url(step)
    assert [c.text for c in ask(url, tmp_path).content.claims] == [REPLY["claims"][0]["text"]]
    assert len(server.hits(url)) == 1


@pytest.mark.parametrize(("step", "wait"), AGAIN.items())
def test_what_may_pass_is_asked_again(server: Any, step: str, wait: float, tmp_path: Path) -> None:
    url = server.url(step, "ok")
    shown = ask(url, tmp_path)
    first, second = server.hits(url)
    assert len(shown.content.claims) == 1
    assert second["t"] - first["t"] >= wait
    assert shown.provenance.requests == 2


@pytest.mark.parametrize(("step", "error"), FAILS.items())
def test_what_will_not_pass_is_reported_after_one_request(
    server: Any, step: str, error: type[errors.BriefError], tmp_path: Path
) -> None:
    url = server.url(step, "ok")
    begun = time.monotonic()
    with pytest.raises(errors.BriefError) as raised:
        ask(url, tmp_path)
    assert type(raised.value) is error
    assert len(server.hits(url)) == 1
    if error is errors.DeadlineError:
        assert time.monotonic() - begun <= 1.1 * TIMEOUT + 1.0  # the whole run, its start included
    kept = "".join(p.read_text(encoding="utf-8") for p in tmp_path.rglob("*") if p.is_file())
    for said in (str(raised.value), raised.value.hint, repr(raised.value), kept):
        assert KEY not in said
        assert "Skelm" not in said


def test_the_last_of_the_retries_is_reported(server: Any, tmp_path: Path) -> None:
    url = server.url("429_ra_ms:10")
    with pytest.raises(errors.OverloadedError):
        ask(url, tmp_path)
    assert len(server.hits(url)) == 4
