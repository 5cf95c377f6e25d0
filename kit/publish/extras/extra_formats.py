"""Make the files of an extra: each form has some formats, so that a phone opens at least one of them."""

from __future__ import annotations

import datetime as dt
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from kit.model.asset import PDF, Description
from kit.model.extra import ExtraFile, ExtraForm, ExtraText
from kit.paint.encode.pdf import PictureFile, joined_pages
from kit.publish.extras.docx_files import write_docx
from kit.publish.extras.pptx_files import write_pptx


def write_plain_text(text: ExtraText) -> bytes:
    """Return an extra in UTF-8, after a byte order mark, by which browsers know that; its headline comes first."""
    return BOM_UTF8 + f"{text.headline}\n\n{plain_body(text)}\n".encode()


def plain_body(text: ExtraText) -> str:
    """Return the text below the headline, an empty line between paragraphs."""
    return "\n\n".join((*text.body, text.sources) if text.sources else text.body)


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


#: The media types of extras (https://www.iana.org/assignments/media-types), and how the names of their files end.
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMAIL = "message/rfc822"
TEXT = "text/plain"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ENDINGS = {DOCX: "docx", EMAIL: "eml", TEXT: "txt", PPTX: "pptx", PDF: "pdf"}
#: The media types of each form that is made of words, the one that most people open first.
_FORMATS: Mapping[ExtraForm, tuple[str, ...]] = {
    "letter": (DOCX, TEXT),
    "email": (TEXT, EMAIL),
    "press-release": (DOCX, TEXT),
    "press-sheet": (DOCX,),
}
#: What writes the files of each media type, of an extra that was made on a date.
_WRITERS: Mapping[str, Callable[[ExtraText, dt.datetime], bytes]] = {
    DOCX: write_docx,
    EMAIL: lambda text, _: write_message(text),
    TEXT: lambda text, _: write_plain_text(text),
}


def extra_files(text: ExtraText, date: dt.datetime) -> Iterator[ExtraFile]:
    """Yield the files of an extra of words, with the same bytes every time; `date` is that of the kit's files."""
    for media_type in _FORMATS[text.form]:
        name = f"{text.id}.{ENDINGS[media_type]}"
        yield ExtraFile(name, media_type, _WRITERS[media_type](text, date))


def picture_extra(text: ExtraText, pictures: Sequence[PictureFile], about: Description, date: dt.datetime) -> ExtraFile:
    """Return the file of an extra that is made of some pictures: slides, or a document with a page for each.

    `about` are its title and who made it. Raises ValueError for a file that can't be read.
    """
    if text.form == "slides":
        return ExtraFile(f"{text.id}.{ENDINGS[PPTX]}", PPTX, write_pptx(about.title, text.language, pictures, date))
    return ExtraFile(f"{text.id}.{ENDINGS[PDF]}", PDF, joined_pages(pictures, about, date))
