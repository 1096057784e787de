"""Edition -> plain text for a terminal or a mail, and Markdown."""

from collections.abc import Iterator

from ..edition import Edition
from .edition import CitedSentence, StoryView, view
from .lines import citing, pointers
from .markdown import escaped, plain_link
from .markdown import item as markdown_item
from .text import WIDTH, fill, group, item

__all__ = ["edition_markdown", "edition_text", "story_text"]


def edition_text(edition: Edition, *, evidence: bool = False) -> str:
    """Return the edition at most WIDTH columns wide. ``evidence``: with each cited sentence and rejected item."""
    drawn = view(edition, full=evidence)
    title = f"{drawn.title}, {drawn.date}"
    out = [title, "=" * min(WIDTH, len(title)), ""]
    out += [fill(f"! {n}", WIDTH, subsequent_indent="  ") for n in drawn.notes]
    if drawn.bottom:
        out += ["", "THE BOTTOM LINE", *(fill(f"- {text}", WIDTH, subsequent_indent="  ") for _, text in drawn.bottom)]
    section = ""
    for story in drawn.stories:
        if story.section != section:
            out += ["", "", f"### {story.section.upper()}"]
            section = story.section
        headline = item(story.headline, bare=True)
        out += ["", headline, "-" * max(map(len, headline.split("\n"))), *story_text(story)]
        out += _evidence(story) if evidence else []
    out += ["", "", "COVERAGE"]
    for heading, lines in drawn.coverage:
        out += [f"{heading}:", *(fill(f"- {line}", WIDTH, subsequent_indent="  ") for line in lines)]
    return "\n".join([*out, ""])


def story_text(story: StoryView) -> Iterator[str]:
    """Yield the lines of a story below its headline."""
    yield fill(f"{story.about} · {story.proven}", WIDTH)
    yield from (fill(f"! {n}", WIDTH, subsequent_indent="  ") for n in story.notes)
    for each in story.groups:
        yield ""
        yield from group(each)


def _evidence(story: StoryView) -> Iterator[str]:
    if story.rejected:
        yield from ("", "REJECTED")
        yield from (fill(f"- {said} ({why})", WIDTH, subsequent_indent="    ") for said, why in story.rejected)
    yield from ("", "EVIDENCE")
    for p in story.proofs:
        where = f"{p.outlet}, {p.url}" if p.url else p.outlet
        yield fill(f"[{pointers([p.id])}] {p.text} ({where})", WIDTH, subsequent_indent="     ")


def edition_markdown(edition: Edition) -> str:
    """Return the edition as Markdown, with its evidence; no article or model can open a link, heading or tag in it."""
    drawn = view(edition)
    out = [f"# {escaped(drawn.title)}, {drawn.date}", ""]
    out += [f"> **Note:** {escaped(n)}\n" for n in drawn.notes]
    if drawn.bottom:
        out += ["## The bottom line", "", *(f"- {escaped(text)}" for _, text in drawn.bottom), ""]
    section = ""
    for story in drawn.stories:
        if story.section != section:
            out += [f"## {escaped(story.section)}", ""]
            section = story.section
        out += _markdown_story(story)
    out += ["## Coverage", ""]
    for heading, lines in drawn.coverage:
        out += [f"**{escaped(heading)}**", "", *(f"- {escaped(line)}" for line in lines), ""]
    return "\n".join([*out, ""])


def _markdown_story(story: StoryView) -> Iterator[str]:
    yield f"### {escaped(story.title)}{citing(story.headline)}\n"
    yield f"*{escaped(story.about)} · {escaped(story.proven)}*\n"
    yield from (f"> **Note:** {escaped(n)}\n" for n in story.notes)
    for each in story.groups:
        yield from (f"**{escaped(each.heading)}**\n", *map(markdown_item, each.lines), "")
    if story.rejected:
        yield "**Rejected**\n"
        yield from (f"- {escaped(said)} — *{escaped(why)}*" for said, why in story.rejected)
        yield ""
    yield from ("**Evidence**\n", *map(_markdown_proof, story.proofs), "")


def _markdown_proof(p: CitedSentence) -> str:
    linked = f"[{escaped(p.outlet)}]({p.url})" if p.url and plain_link(p.url) else escaped(p.outlet)
    return f"- **{pointers([p.id])}** {escaped(p.text)} *({linked})*"
