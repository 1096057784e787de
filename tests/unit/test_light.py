"""openai without its types is the same openai."""

import subprocess
import sys

from tests.conftest import ROOT

LIGHT = """
import sys
from summarizer.models.light import NAMES, lighten
lighten()
lighten()
import openai
ours = {name: getattr(openai, name) for name in NAMES}
hasattr(openai, "__wrapped__")
assert "openai.resources" not in sys.modules and "openai.types.chat" not in sys.modules
assert sum(name.startswith("openai") for name in sys.modules) < 60
"""


def run(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr


def test_what_brief_uses_of_openai_is_there_without_its_types() -> None:
    run(f"{LIGHT}\nclient = ours['AsyncOpenAI'](api_key='none', base_url='http://127.0.0.1:1')")


def test_whoever_asks_for_more_finds_all_of_it() -> None:
    run(
        f"{LIGHT}\nfrom openai import OpenAI, __version__\nfrom openai.types.chat import ChatCompletion\n"
        "import openai.types.responses, openai.types.shared as shared\n"
        "assert all(getattr(openai, name) is found for name, found in ours.items())\n"
        "assert shared.ChatModel and OpenAI(api_key='none').chat.completions and openai.__all__ and __version__\n"
        "assert not hasattr(openai, 'never')"
    )


def test_nothing_is_done_to_a_package_that_is_loaded_already() -> None:
    run(
        "import openai\nfrom summarizer.models.light import lighten\nlighten()\n"
        "assert 'OpenAI' in vars(openai) and '__getattr__' not in vars(openai)"
    )
