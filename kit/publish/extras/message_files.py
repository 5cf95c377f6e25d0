"""An extra as an e-mail that is not sent yet (RFC 5322): programs for mail open it, and Outlook to be sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from kit.publish.extras.plain_texts import plain_body

if TYPE_CHECKING:
    from kit.model.extra import ExtraText


def write_message(text: ExtraText) -> bytes:
    """Return a message without a sender, a receiver or a date, all in ASCII, as mail is sent."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = text.headline
    message["X-Unsent"] = "1"
    message["Content-Language"] = text.language
    message.set_content(plain_body(text), cte="quoted-printable")
    return message.as_bytes()
