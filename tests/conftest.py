"""Fixtures shared by several tests: the repository's paths, and the recorded replies."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from summarizer.config.settings import data_folder
from tests.fakes import news
from tests.fault_server import FaultServer

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
USER_DATA = data_folder()

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")  # a busy machine fails no test


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: many tests wait for a process or a server."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def seed() -> Path:
    return ROOT / "seeds" / "north-korea-shells.txt"


@pytest.fixture
def recordings() -> Path:
    """Replies of the embedded default model to real runs; ``python -m tests.record`` renews them."""
    return ROOT / "tests" / "recordings"


@pytest.fixture
def shared() -> Path:
    """The large sets, for the floors of quality: these are measured on them and on nothing less."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared test data beside the checkout")
    return SHARED


@pytest.fixture
def volume() -> Path:
    """The large sets beside the checkout; a test that needs them has a small one here that does the same."""
    return SHARED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that only add volume, where there are no large sets."""
    if SHARED.is_dir():
        return
    gone = [item for item in items if "volume" in getattr(item, "fixturenames", ())]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if "volume" not in getattr(item, "fixturenames", ())]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep tests away from the settings and the store of the user who runs them."""
    home: Path = tmp_path_factory.mktemp("home")
    for name in ("BRIEF_MODEL", "BRIEF_BASE_URL", "BRIEF_API_KEY", "BRIEF_KINDS", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BRIEF_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def tiny_weights() -> Path:
    """The 135M model, if it was fetched: ``brief models pull smollm2-135m``."""
    from importlib.util import find_spec

    if find_spec("xllamacpp") is None:
        pytest.skip("needs the extra 'local'")
    path = USER_DATA / "smollm2-135m.gguf"
    if not path.is_file():
        pytest.skip("needs the weights of the small embedded model: brief models pull smollm2-135m")
    return path


@pytest.fixture(scope="session")
def faults() -> Iterator[FaultServer]:
    """A server that goes wrong as its addresses say; its good answer is a briefing of the ferry."""
    started = FaultServer(news([{"text": "The ferry to Skelm will stop for six weeks.", "cites": ["s1"]}])).start()
    yield started
    started.stop()
