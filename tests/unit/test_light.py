"""openai without its types is the same openai."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT

ENTERED = """
import asyncio, json, sys
from summarizer.models.model import Endpoint
from summarizer.models.openai import LIGHT, OpenAIModel
async def enter(light):
    async with OpenAIModel(Endpoint("m", "here", "x"), "http://127.0.0.1:9/v1", key=None, timeout=5, light=light):
        pass
"""


def told(code: str) -> Any:
    """What ``code`` prints as JSON in a process of its own."""
    command = [sys.executable, "-c", ENTERED + code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("light", "whole"), [(True, False), (False, True)])
def test_a_process_of_briefs_own_does_without_the_types_and_no_other_one(light: bool, whole: bool) -> None:
    loaded = told(f"asyncio.run(enter({light})); print(json.dumps([m for m in sys.modules if m.startswith('openai')]))")
    assert "openai._client" in loaded
    assert ("openai.types.chat" in loaded, len(loaded) > 60) == (whole, whole)


def test_whoever_asks_for_more_finds_all_of_it() -> None:
    found = told("""
asyncio.run(enter(True))
import openai
ours = {name: getattr(openai, name) for name in LIGHT["openai"]}
asked = hasattr(openai, "__wrapped__"), "openai.types.chat" in sys.modules
from openai import OpenAI, __version__
from openai.types.chat import ChatCompletion
import openai.types.responses, openai.types.shared as shared
print(json.dumps({
    "by inspection": asked, "ours are theirs": all(getattr(openai, name) is ours[name] for name in ours),
    "models": [ChatCompletion.__name__, openai.types.responses.Response.__name__, hasattr(shared, "ChatModel")],
    "client": hasattr(OpenAI(api_key="none").chat.completions, "create"), "version": __version__ == openai.__version__,
    "missing": hasattr(openai, "never"), "all": set(openai.__all__) <= set(vars(openai)),
}))
""")
    assert found == {
        "by inspection": [False, False],
        "ours are theirs": True,
        "models": ["ChatCompletion", "Response", True],
        "client": True,
        "version": True,
        "missing": False,
        "all": True,
    }


def test_nothing_is_done_to_a_package_that_is_loaded_already() -> None:
    found = told(
        "import openai\nasyncio.run(enter(True))\n"
        "print(json.dumps(['OpenAI' in vars(openai), '__getattr__' in vars(openai)]))"
    )
    assert found == [True, False]
