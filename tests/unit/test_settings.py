"""The sources of settings, and the endpoints that a key is sent to."""

from pathlib import Path

import pytest

from summarizer.config.settings import OPENAI_URL, explain, load
from summarizer.config.toml import project_defaults
from summarizer.errors import UsageError

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


PROFILES = """
profile = "home"
model = "top"
base_url = "https://top.example/v1"

[profiles.home]
model = "small"
base_url = "http://127.0.0.1:8080/v1"
jobs = 2

[profiles.work]
model = "large"
base_url = "https://work.example/v1"
api_key_env = "WORK_KEY"
price_prompt = 1.5
price_completion = 6

[profiles.vault]
model = "large"
base_url = "https://vault.example/v1"
api_key_command = "COMMAND"
"""


def test_a_profile_stands_above_the_rest_of_the_file_and_below_variables_and_flags(tmp_path: Path) -> None:
    env = environment(tmp_path, PROFILES, WORK_KEY=KEY)
    home = load(environ=env)
    assert (home.model, home.base_url, home.jobs, home.key) == ("small", "http://127.0.0.1:8080/v1", 2, None)
    work = load(profile="work", environ=env)
    assert (work.model, work.base_url, work.key, work.prices) == ("large", "https://work.example/v1", KEY, (1.5, 6.0))
    assert load(profile="work", model="other", environ=env).prices is None
    assert load(environ={**env, "BRIEF_PROFILE": "work"}).model == "large"
    assert load(profile="work", base_url="https://else.example/v1", model="m", environ=env).key is None
    with pytest.raises(UsageError, match="nope"):
        load(profile="nope", environ=env)


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (f"echo {KEY}", KEY),
        ("false", None),
        ("no-such-command-at-all", None),
        ("echo", None),
        (f"printf 'two\\\\nlines {KEY}'", None),
    ],
)
def test_a_command_may_give_the_key(tmp_path: Path, command: str, key: str | None) -> None:
    env = environment(tmp_path, PROFILES.replace('"COMMAND"', f'"{command}"'))
    if key:
        assert load(profile="vault", environ=env).key == key
        return
    with pytest.raises(UsageError) as error:
        load(profile="vault", environ=env)
    assert KEY not in str(error.value)
    assert load(environ=env).key is None  # only the profile in use runs its command


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="WORK_KEY"):
        load(profile="work", environ=environment(tmp_path, PROFILES))


def test_each_setting_says_where_it_comes_from_and_no_key_is_shown(tmp_path: Path) -> None:
    env = environment(tmp_path, f'api_key = "{KEY}"\n{PROFILES}', BRIEF_LANGUAGE="de", OPENAI_API_KEY="sk-other-1")
    told = {name: (value, where) for name, value, where in explain(environ=env)}
    assert told["model"][0] == "small"
    assert "profile 'home'" in told["model"][1]
    assert told["language"] == ("de", "BRIEF_LANGUAGE")
    assert told["api_key"] == ("set, not shown", str(tmp_path / "config.toml"))
    assert told["timeout"] == ("-", "default")
    assert KEY not in repr(told)


@pytest.mark.parametrize(
    ("project", "good"),
    [
        ('kind = "news"\nformat = "json"\nlanguage = "fr"\nplan = "extract"', True),
        ('base_url = "http://evil/v1"', False),
        ('api_key_command = "rm -rf /"', False),
        ('kinds = "evil"', False),
        ('profile = "work"', False),
        ("format = 3", False),
        ("format = ", False),
    ],
)
def test_a_project_may_set_how_a_briefing_is_written_and_nothing_else(tmp_path: Path, project: str, good: bool) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.brief]\n{project}\n", encoding="utf-8")
    if good:
        assert project_defaults(tmp_path) == {"kind": "news", "format": "json", "language": "fr", "plan": "extract"}
    else:
        with pytest.raises(UsageError, match=r"pyproject\.toml"):
            project_defaults(tmp_path)
    assert project_defaults(tmp_path / "elsewhere") == {}
