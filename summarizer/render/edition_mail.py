"""Edition -> a mail (RFC 5322) as plain text and HTML, ready to send."""

from collections.abc import Sequence
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from ..edition import Edition
from .edition import view
from .edition_html import edition_html
from .edition_text import edition_text

__all__ = ["edition_mail"]


def edition_mail(edition: Edition, identity: str, sender: str, to: Sequence[str]) -> EmailMessage:
    """Return the edition as a message. ``identity``: a permanent name for this briefing, for the message's id."""
    message = EmailMessage(policy.SMTP)
    drawn = view(edition)
    lead = next((story.title for story in drawn.stories), "nothing new")
    message["Subject"] = f"{drawn.title}, {drawn.date}: {lead}"[:200]
    message["Date"] = format_datetime(edition.created)
    message["From"] = sender
    if to:
        message["To"] = ", ".join(to)
    message["Message-ID"] = (
        f"<{edition.date.isoformat()}.{edition.created.strftime('%H%M%S')}.{identity}@brief.invalid>"
    )
    message.set_content(edition_text(edition).encode("utf-8", "replace").decode())
    message.add_alternative(edition_html(edition).encode("utf-8", "replace").decode(), subtype="html")
    return message
