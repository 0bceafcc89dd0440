"""E-mail: the subject and the text of the message; places are those of that text, since the file is encoded."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from figcheck.prose.texts.source_text import SourceText, line_starts
from figcheck.prose.texts.web_page import web_page_text


def mail_text(data: bytes) -> SourceText:
    """What a message says: its subject, then its plain text, or else its HTML."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    try:
        subject = str(message["subject"] or "")
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else ""
        is_page = body is not None and body.get_content_subtype() == "html"
    except (LookupError, ValueError, AttributeError, TypeError):  # an unknown encoding, a broken header
        subject, is_page = "", False
        payload = message.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if not isinstance(content, str):
        content = ""
    if is_page:
        content = web_page_text(content).text
    text = f"{' '.join(subject.split())}\n\n{content}" if subject else content
    return SourceText(text, line_starts(text), head=_head(message))


def _head(message: EmailMessage) -> dict[str, tuple[str, ...]]:
    """The day on which a message was sent; nothing where its header has none."""
    try:
        sent = parsedate_to_datetime(str(message["date"]))
    except (LookupError, ValueError, AttributeError, TypeError, IndexError):
        return {}
    return {"published": (sent.date().isoformat(),)}
