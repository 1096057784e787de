"""``brief.toml``: the settings of a daily briefing. It names sources, never a key, an endpoint or a command."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..config.files import head
from ..documents.fetch.ssrf import is_link
from ..errors import UsageError

__all__ = ["FORMATS", "TEMPLATE", "Paper", "Section", "Subscription", "read_paper"]

FORMATS = ("markdown", "html", "json", "feed", "mail")
COMPARE = ("model", "off")
"""Values of ``compare``: a model finds the figures of a story that disagree, or none are shown."""
MAX_BYTES = 1_000_000
MAX_SOURCES = 1_000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source of articles: a feed or page (a link), a file, a folder, a pattern, or ``@list``.

    ``weight``: factor for the ranking of its stories; ``limit``: greatest number of its articles in one run;
    ``section``: the section of its stories.
    """

    name: str
    where: str
    weight: float = 1.0
    limit: int = 20
    section: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the edition and the words that bring a story under it."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A daily briefing as described by ``brief.toml``. ``folder``: that of the file; paths are relative to it."""

    folder: Path
    title: str
    timezone: ZoneInfo
    sources: tuple[Subscription, ...]
    sections: tuple[Section, ...] = ()
    stories: int = 12
    language: str | None = None
    profile: str | None = None
    plan: str | None = None
    compare: str | None = None
    output: str = "editions"
    formats: tuple[str, ...] = ("markdown", "html", "json", "feed")
    mail_to: tuple[str, ...] = ()

    @property
    def output_folder(self) -> Path:
        """The folder of the editions."""
        return self.folder / self.output

    @property
    def state_file(self) -> Path:
        """The file that records what was read and told."""
        return self.folder / "brief.sqlite"


_TOP: dict[str, type | tuple[type, ...]] = {
    "title": str, "timezone": str, "language": str, "stories": int, "profile": str, "plan": str, "compare": str,
    "output": str, "formats": list, "mail_to": list, "source": list, "section": list,
}  # fmt: skip
_SOURCE: dict[str, type | tuple[type, ...]] = {
    "name": str, "url": str, "path": str, "weight": (int, float), "limit": int, "section": str,
}  # fmt: skip
_SECTION: dict[str, type | tuple[type, ...]] = {"name": str, "words": list}


def read_paper(path: Path) -> Paper:
    """Return the paper described by the file ``path``. Raises UsageError, which names the mistake."""
    try:
        raw = head(path, MAX_BYTES + 1)
        values = tomllib.loads(raw.decode("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"{path} does not exist", hint="Create it with 'brief daily init', or name another file with --config."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"cannot read {path}: {error}") from None
    if len(raw) > MAX_BYTES:
        raise UsageError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB")
    _typed(values, _TOP, str(path))
    sources = tuple(_source(row, n, path) for n, row in enumerate(values.get("source", []), 1))
    if not sources or len(sources) > MAX_SOURCES:
        raise UsageError(f"{path} must have 1 to {MAX_SOURCES} sources", hint="Each source begins with [[source]].")
    if len({s.name for s in sources}) < len(sources):
        raise UsageError(f"two sources in {path} have the same name")
    formats = _strings(values.get("formats", ["markdown", "html", "json", "feed"]), "formats", path)
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        raise UsageError(f"unknown format {unknown[0]!r} in {path}", hint=f"Known: {', '.join(FORMATS)}.")
    stories = values.get("stories", 12)
    if not 1 <= stories <= 200:
        raise UsageError(f"'stories' in {path} must be between 1 and 200")
    if values.get("compare", COMPARE[0]) not in COMPARE:
        raise UsageError(f"unknown 'compare' in {path}", hint=f"Known: {', '.join(COMPARE)}.")
    output = values.get("output", "editions")
    if not output.strip():
        raise UsageError(f"'output' in {path} is empty")
    return Paper(
        folder=path.resolve().parent,
        title=values.get("title", "Daily briefing"),
        timezone=_zone(values.get("timezone", "UTC"), path),
        sources=sources,
        sections=tuple(_section(row, path) for row in values.get("section", [])),
        stories=stories,
        language=values.get("language"),
        profile=values.get("profile"),
        plan=values.get("plan"),
        compare=values.get("compare"),
        output=output,
        formats=formats,
        mail_to=_strings(values.get("mail_to", []), "mail_to", path),
    )


def _typed(values: Any, known: dict[str, type | tuple[type, ...]], where: str) -> None:  # noqa: ANN401 - foreign data
    if not isinstance(values, dict):
        raise UsageError(f"{where} is not a table")
    for name, value in values.items():
        if name not in known:
            raise UsageError(f"unknown setting {name!r} in {where}", hint=f"Known: {', '.join(known)}.")
        if not isinstance(value, known[name]) or isinstance(value, bool):
            raise UsageError(f"the setting {name!r} in {where} has the wrong type")


def _strings(values: list[Any], name: str, path: Path) -> tuple[str, ...]:
    if not all(isinstance(v, str) and v and v.isprintable() for v in values):
        raise UsageError(f"the setting {name!r} in {path} must be a list of nonempty, printable strings")
    return tuple(values)


def _source(row: Any, number: int, path: Path) -> Subscription:  # noqa: ANN401 - foreign data
    where = f"{path}, source {number}"
    _typed(row, _SOURCE, where)
    if ("url" in row) == ("path" in row):
        raise UsageError(f"{where} must have either 'url' or 'path'")
    if "url" in row and not is_link(row["url"]):
        raise UsageError(f"{where}: 'url' must be an http or https address")
    place = row["url"] if "url" in row else _local(row["path"], path)
    weight, limit = float(row.get("weight", 1.0)), row.get("limit", 20)
    if not (0 < weight <= 100 and 1 <= limit <= 2_000):
        raise UsageError(f"{where}: 'weight' must be greater than 0 and at most 100, and 'limit' between 1 and 2000")
    return Subscription(row.get("name") or place, place, weight, limit, row.get("section", ""))


def _local(place: str, path: Path) -> str:
    """Return a path of ``brief.toml`` resolved against the folder of that file; a leading ``@`` marks a list."""
    mark, plain = ("@", place[1:]) if place.startswith("@") else ("", place)
    return f"{mark}{path.resolve().parent / Path(plain).expanduser()}"


def _section(row: Any, path: Path) -> Section:  # noqa: ANN401 - foreign data
    _typed(row, _SECTION, f"{path}, section")
    if not row.get("name"):
        raise UsageError(f"a section in {path} has no name")
    return Section(row["name"], tuple(w.casefold() for w in _strings(row.get("words", []), "words", path)))


def _zone(name: str, path: Path) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"unknown timezone {name!r} in {path}", hint="Use a name such as Europe/Berlin or UTC."
        ) from None


TEMPLATE = """\
# A daily briefing. 'brief daily' makes today's edition; 'brief daily --dry-run' shows the planned stories and requests.

title = "Daily briefing"
timezone = "{timezone}"  # decides the date of an edition
stories = 12  # at most, the weightiest
# language = "en"  # the language to write in; without it, that of the articles
# profile = "work"  # a profile of your own config file: which model writes (see 'brief config')
# plan = "extract"  # the articles' own words, without any model
# compare = "off"  # "model": ask it which figures disagree, one more request per story; default: "model", except where
#                    'brief check' found that it cannot tell, or an embedded model was never checked

output = "editions"  # a folder beside this file
formats = ["markdown", "html", "json", "feed"]  # also: "mail", an .eml file ready to send
# mail_to = ["me@example.org"]  # sent where your own config file has a table [mail]

# Sources: a feed, a page, a folder, a file, a pattern, or "@list.txt". The name stands in the edition.
# weight: how much its stories count.  limit: most of its articles in one edition.  section: where its stories stand.

[[source]]
name = "BBC World"
url = "https://feeds.bbci.co.uk/news/world/rss.xml"

[[source]]
name = "The Guardian"
url = "https://www.theguardian.com/world/rss"

[[source]]
name = "Deutsche Welle"
url = "https://rss.dw.com/rdf/rss-en-world"

[[source]]
name = "Inbox"  # texts and saved pages that you put there
path = "inbox"
weight = 2

# Sections by topic: a story stands in the first whose words it has.
# [[section]]
# name = "Economy"
# words = ["inflation", "central bank", "shares"]
"""
