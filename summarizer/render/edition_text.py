"""Edition -> plain text for a terminal or a mail, and Markdown."""

from ..daily.edition import Edition
from .edition import EditionView, StoryView, view
from .markdown import escaped, item
from .text import WIDTH, fill
from .text import item as plain_item

__all__ = ["edition_markdown", "edition_text"]


def edition_text(edition: Edition) -> str:
    """The edition at most WIDTH columns wide."""
    drawn = view(edition)
    out = [f"{drawn.title}, {drawn.date}", "=" * min(WIDTH, len(f"{drawn.title}, {drawn.date}")), ""]
    out += [fill(f"! {n}", WIDTH, subsequent_indent="  ") for n in drawn.notes]
    if drawn.bottom:
        out += ["", "THE BOTTOM LINE", *(fill(f"- {text}", WIDTH, subsequent_indent="  ") for _, text in drawn.bottom)]
    section = ""
    for story in drawn.stories:
        if story.section != section:
            out += ["", "", f"### {story.section.upper()}"]
            section = story.section
        out += ["", *_text_story(story)]
    out += ["", "", "COVERAGE"]
    for heading, lines in drawn.coverage:
        out += [f"{heading}:", *(fill(f"- {line}", WIDTH, subsequent_indent="  ") for line in lines)]
    return "\n".join([*out, ""])


def _text_story(story: StoryView) -> list[str]:
    out = [fill(f"{story.headline} [{' '.join(story.cites)}]", WIDTH), "-" * min(WIDTH, len(story.headline))]
    out += [fill(f"({story.about})", WIDTH, subsequent_indent=" ")]
    out += [fill(f"! {n}", WIDTH, subsequent_indent="  ") for n in story.notes]
    for group in story.groups:
        out += ["", group.heading.upper(), *(plain_item(line, bare=False) for line in group.lines)]
    if story.rejected:
        out += ["", "REJECTED", *(fill(f"- {s} ({why})", WIDTH, subsequent_indent="    ") for s, why in story.rejected)]
    out += ["", "PROOF"]
    for p in story.proofs:
        out.append(
            fill(f"[{p.id}] {p.text} ({p.outlet}{f', {p.url}' if p.url else ''})", WIDTH, subsequent_indent="     ")
        )
    return out


def edition_markdown(edition: Edition) -> str:
    """The edition as Markdown; nothing of an article or a model can open a link, heading or tag."""
    drawn = view(edition)
    out = [f"# {escaped(drawn.title)}, {drawn.date}", ""]
    out += [f"> **Note:** {escaped(n)}\n" for n in drawn.notes]
    if drawn.bottom:
        out += ["## The bottom line", "", *(f"- {escaped(text)}" for _, text in drawn.bottom), ""]
    return "\n".join([*out, *_markdown_stories(drawn), *_markdown_coverage(drawn), ""])


def _markdown_stories(drawn: EditionView) -> list[str]:
    out, section = [], ""
    for story in drawn.stories:
        if story.section != section:
            out += [f"## {escaped(story.section)}", ""]
            section = story.section
        out += [
            f"### {escaped(story.headline)} \\[{escaped(' '.join(story.cites))}\\]",
            "",
            f"*{escaped(story.about)}*",
            "",
        ]
        out += [f"> **Note:** {escaped(n)}\n" for n in story.notes]
        for group in story.groups:
            out += [f"**{escaped(group.heading)}**", "", *map(item, group.lines), ""]
        if story.rejected:
            out += ["**Rejected**", "", *(f"- {escaped(s)} — *{escaped(why)}*" for s, why in story.rejected), ""]
        out += ["**Proof**", ""]
        for p in story.proofs:
            link = f" <{p.url}>" if p.url and _plain_link(p.url) else ""
            out.append(f"- **{escaped(p.id)}** {escaped(p.text)} *({escaped(p.outlet)})*{link}")
        out.append("")
    return out


def _plain_link(url: str) -> bool:
    """Whether ``url`` can stand in Markdown as it is."""
    return url.startswith(("https://", "http://")) and not any(c in url for c in "<>\"'` \\") and url.isascii()


def _markdown_coverage(drawn: EditionView) -> list[str]:
    out = ["## Coverage", ""]
    for heading, lines in drawn.coverage:
        out += [f"**{escaped(heading)}**", "", *(f"- {escaped(line)}" for line in lines), ""]
    return out
