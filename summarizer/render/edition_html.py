"""Edition -> one HTML page without scripts or anything loaded from elsewhere. All text is escaped."""

from datetime import date
from html import escape

from ..edition import Edition
from .edition import StoryView, view
from .lines import ItemLine, pointers
from .outline import Group, Layout

__all__ = ["edition_html", "index_html"]

_STYLE = """
:root{color-scheme:light dark}
body{font:17px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.1rem;text-transform:uppercase;letter-spacing:.05em;margin-top:2.5rem}
h3{font-size:1.25rem;line-height:1.3;margin:2rem 0 .2rem}h4{font-size:.95rem;margin:1rem 0 .2rem}
ul{margin:.2rem 0;padding-left:1.2rem}li{margin:.25rem 0}
.about,.cites,.remarks,footer{font:.85rem/1.4 system-ui,sans-serif;opacity:.75}
.doubt{font:.85rem/1.4 system-ui,sans-serif;color:#a33}.note{border-left:3px solid #a33;padding-left:.7rem}
.disagree{border-left:3px solid #c80;padding-left:.7rem}details{font-size:.9rem;margin:.6rem 0}summary{cursor:pointer}
q{quotes:none}
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def edition_html(edition: Edition) -> str:
    """Return the edition as a page."""
    drawn = view(edition)
    title = f"{drawn.title}, {drawn.date}"
    out = [
        f"<h1>{escape(drawn.title)}</h1>",
        f'<p class="about">{drawn.date} · <a href="index.html">all editions</a></p>',
    ]
    out += [f'<p class="note">{escape(n)}</p>' for n in drawn.notes]
    if drawn.bottom:
        lines = "".join(f'<li><a href="#{escape(i)}">{escape(text)}</a></li>' for i, text in drawn.bottom)
        out.append(f"<h2>The bottom line</h2><ul>{lines}</ul>")
    section = ""
    for story in drawn.stories:
        if story.section != section:
            out.append(f"<h2>{escape(story.section)}</h2>")
            section = story.section
        out.append(_story(story))
    rows = "".join(
        f"<h4>{escape(heading)}</h4><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for heading, lines in drawn.coverage
    )
    out.append(f"<footer><h2>Coverage</h2>{rows}</footer>")
    return _page(title, edition.language, "\n".join(out))


def _page(title: str, language: str, body: str) -> str:
    spoken = f' lang="{escape(language)}"' if language != "und" else ""
    return (
        f'<!doctype html>\n<html{spoken}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _story(story: StoryView) -> str:
    out = [
        f'<article id="{escape(story.id)}"><h3>{_line(story.id, story.headline)}</h3>',
        f'<p class="about">{escape(story.about)} · {escape(story.proven)}</p>',
    ]
    out += [f'<p class="note">{escape(n)}</p>' for n in story.notes]
    for group in story.groups:
        kind = ' class="disagree"' if group.heading == "Figures that differ" else ""
        out.append(f"<div{kind}><h4>{escape(group.heading)}</h4>{_lines(story.id, group)}</div>")
    if story.rejected:
        lines = "".join(f"<li>{escape(said)} <em>{escape(why)}</em></li>" for said, why in story.rejected)
        out.append(f"<details><summary>Rejected</summary><ul>{lines}</ul></details>")
    proofs = "".join(
        f'<li id="{escape(f"{story.id}-{p.id}")}"><b>{escape(pointers([p.id]))}</b> <q>{escape(p.text)}</q> '
        f"{_source(p.outlet, p.url)}</li>"
        for p in story.proofs
    )
    out.append(
        f"<details><summary>Evidence: {len(story.proofs)} sentences</summary><ul>{proofs}</ul></details></article>"
    )
    return "\n".join(out)


def _source(outlet: str, url: str | None) -> str:
    if url and url.startswith(("https://", "http://")):
        return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{escape(outlet)}</a>'
    return escape(outlet)


def _lines(story: str, group: Group) -> str:
    """Return the lines of a group: paragraphs, or a list with nested items."""
    if group.layout is Layout.PARAGRAPH:
        return "".join(f"<p>{_line(story, line)}</p>" for line in group.lines)
    out, depth = [], -1
    for line in group.lines:
        out += ["<ul>"] * (line.depth - depth) or ["</li>", "</ul></li>" * (depth - line.depth)]
        out.append(f"<li>{_line(story, line)}")
        depth = line.depth
    return "".join([*out, "</li></ul>" * (depth + 1)])


def _line(story: str, line: ItemLine) -> str:
    lead = f"<b>{escape(line.lead)}</b>" if line.lead else ""
    said = f"{lead}: {escape(line.text)}" if lead and line.text else lead or escape(line.text)
    remarks = f' <span class="remarks">({escape("; ".join(line.remarks))})</span>' if line.remarks else ""
    doubts = "".join(f'<br><span class="doubt">doubtful: {escape(d)}</span>' for d in line.doubts)
    return f"{said}{remarks} {_cites(story, line.cites)}{doubts}"


def _cites(story: str, cites: tuple[str, ...]) -> str:
    if not cites:
        return ""
    links = " ".join(f'<a href="#{escape(f"{story}-{i}")}">{escape(pointers([i]))}</a>' for i in cites)
    return f'<span class="cites">[{links}]</span>'


def index_html(title: str, editions: list[tuple[date, str]], missed: list[date], notice: str) -> str:
    """Return the page of all editions. ``editions``: dates and headlines; ``notice``: a failure of the last run."""
    lines = "".join(
        f'<li><a href="{day.isoformat()}.html">{day.isoformat()}</a> {escape(led)}</li>' for day, led in editions
    )
    gone = "".join(f"<li>{day.isoformat()}</li>" for day in missed)
    body = f"<h1>{escape(title)}</h1>"
    body += f'<p class="note">{escape(notice)}</p>' if notice else ""
    body += f"<ul>{lines}</ul>"
    body += f"<h2>Days without an edition</h2><ul>{gone}</ul>" if gone else ""
    return _page(title, "und", body)
