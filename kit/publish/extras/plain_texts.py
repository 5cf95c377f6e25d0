"""An extra as plain text, to be pasted where a letter or a post is written, or as an e-mail that is not sent yet."""

from __future__ import annotations

from codecs import BOM_UTF8
from email.message import EmailMessage
from email.policy import SMTP
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.extra import ExtraText


def write_plain_text(text: ExtraText) -> bytes:
    """Return an extra in UTF-8, after a byte order mark, by which browsers know that; its headline comes first."""
    return BOM_UTF8 + f"{text.headline}\n\n{plain_body(text)}\n".encode()


def plain_body(text: ExtraText) -> str:
    """Return the text below the headline, an empty line between paragraphs."""
    return "\n\n".join(chain(paragraphs_of(text), [text.sources] if text.sources else []))


def paragraphs_of(text: ExtraText) -> Iterator[str]:
    """Yield the paragraphs of an extra with the address in its place, without its sources."""
    yield from text.paragraphs
    yield from (text.address,) if text.address else ()
    yield from text.closing


def write_message(text: ExtraText) -> bytes:
    """Return a message (RFC 5322) that programs for mail open, and Outlook to be sent, all in ASCII.

    It has neither a sender nor a receiver nor a date.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = text.headline
    message["X-Unsent"] = "1"
    message["Content-Language"] = text.language
    message.set_content(plain_body(text), cte="quoted-printable")
    return message.as_bytes()
