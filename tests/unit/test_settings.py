"""Where settings come from, and where a key goes."""

from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.settings import OPENAI_URL, load

KEY = "sk-test-0123456789"


def environment(home: Path, config: str = "", **variables: str) -> dict[str, str]:
    (home / "config.toml").write_text(config, encoding="utf-8")
    return {"BRIEF_HOME": str(home), **variables}


def test_the_default_is_the_embedded_model(tmp_path: Path) -> None:
    settings = load(environ=environment(tmp_path))
    assert (settings.model, settings.base_url, settings.key) == ("local", None, None)


def test_flag_then_variable_then_config_then_openai(tmp_path: Path) -> None:
    config = 'model = "from-config"\nbase_url = "http://config/v1"\n'
    openai = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://openai/v1"}
    brief = {"BRIEF_MODEL": "from-variable", "BRIEF_BASE_URL": "http://variable/v1"}

    def found(flags: dict[str, str], env: dict[str, str]) -> tuple[str, str | None]:
        settings = load(environ=env, **flags)  # type: ignore[arg-type]
        return settings.model, settings.base_url

    flags = {"model": "from-flag", "base_url": "http://flag/v1"}
    assert found(flags, environment(tmp_path, config, **openai, **brief)) == ("from-flag", "http://flag/v1")
    assert found({}, environment(tmp_path, config, **openai, **brief)) == ("from-variable", "http://variable/v1")
    assert found({}, environment(tmp_path, config, **openai)) == ("from-config", "http://config/v1")
    assert found({"model": "m"}, environment(tmp_path, **openai)) == ("m", "http://openai/v1")
    assert found({"model": "m"}, environment(tmp_path, OPENAI_API_KEY=KEY)) == ("m", OPENAI_URL)
    assert found({"model": "local"}, environment(tmp_path, config, **openai)) == ("local", None)


@pytest.mark.parametrize("variables", [{"OPENAI_API_KEY": KEY}, {"OPENAI_BASE_URL": "http://openai/v1"}])
def test_an_openai_variable_alone_never_spends(tmp_path: Path, variables: dict[str, str]) -> None:
    with pytest.raises(UsageError) as error:
        load(environ=environment(tmp_path, **variables))
    assert "--model" in error.value.hint


def test_a_model_configured_for_one_endpoint_is_not_asked_of_another(tmp_path: Path) -> None:
    env = environment(tmp_path, 'model = "a"\nbase_url = "http://a/v1"\n')
    with pytest.raises(UsageError):
        load(base_url="http://b/v1", environ=env)


def test_a_key_goes_only_to_the_origin_configured_beside_it(tmp_path: Path) -> None:
    env = environment(
        tmp_path, f'base_url = "https://a.example/v1"\napi_key = "{KEY}"\n', OPENAI_API_KEY="sk-other-123"
    )
    assert load(model="m", environ=env).key == KEY
    assert load(model="m", base_url="https://a.example/other", environ=env).key == KEY
    assert load(model="m", base_url=OPENAI_URL, environ=env).key == "sk-other-123"
    for elsewhere in (
        "https://b.example/v1",
        "http://a.example/v1",
        "https://a.example:444/v1",
        "http://127.0.0.1:1/v1",
    ):
        settings = load(model="m", base_url=elsewhere, environ=env)
        assert settings.key is None
        assert "no key sent" in settings.note
        assert KEY not in settings.note


def test_a_lone_brief_key_goes_nowhere(tmp_path: Path) -> None:
    settings = load(model="m", base_url="https://a.example/v1", environ=environment(tmp_path, BRIEF_API_KEY=KEY))
    assert settings.key is None


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY} x", "sk-ключ", "\x00"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(tmp_path: Path, key: str) -> None:
    env = environment(tmp_path, BRIEF_API_KEY=key, BRIEF_BASE_URL="https://a.example/v1")
    with pytest.raises(UsageError) as error:
        load(model="m", environ=env)
    assert "sk-" not in str(error.value)


@pytest.mark.parametrize("url", ["ftp://x/v1", "x", "http://", "http://u:p@x/v1", "http://x:99999/v1", "http://a b/v1"])
def test_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError):
        load(model="m", base_url=url, environ=environment(tmp_path))


@pytest.mark.parametrize("config", ["model = ", "modle = 'x'", "model = 3", f"api_key = '{KEY}", "timeout = 'x'"])
def test_a_broken_config_is_named_and_not_quoted(tmp_path: Path, config: str) -> None:
    with pytest.raises(UsageError) as error:
        load(environ=environment(tmp_path, config))
    assert "config.toml" in str(error.value)
    assert KEY not in str(error.value)


def test_nothing_in_the_working_directory_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    (here / "config.toml").write_text('base_url = "http://evil/v1"\nmodel = "x"', encoding="utf-8")
    (here / "pyproject.toml").write_text('[tool.brief]\nbase_url = "http://evil/v1"', encoding="utf-8")
    monkeypatch.chdir(here)
    assert load(environ=environment(home)).base_url is None


def test_settings_do_not_show_the_key(tmp_path: Path) -> None:
    env = environment(tmp_path, BRIEF_API_KEY=KEY, BRIEF_BASE_URL="https://a.example/v1")
    assert KEY not in repr(load(model="m", environ=env))
