"""What the files of extras state, compared with the manifest of their kit: every number and every address in them.

A file may come from anyone: it is unpacked within limits, and of its markup only the words are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from email import message_from_bytes
from email.policy import default
from html import unescape
from io import BytesIO
from itertools import chain
from zipfile import BadZipFile, ZipFile

from kit.base.errors import Fault
from kit.model.asset import PDF
from kit.model.finding import Finding
from kit.model.manifest import KitSummary, MoreEntry
from kit.paint.encode.pdf import texts_in
from kit.publish.extras.extra_formats import DOCX, EMAIL, PPTX, TEXT

#: Digits, with what groups them.
_NUMBER = re.compile(r"\d+(?:[.,'\u2019\u00a0\u202f ]\d{3}(?!\d))*")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\u2069]")
#: The parts of a document of an office program that have its words, and those that have the addresses it leads to.
_PARTS = re.compile(r"(?:word/document|ppt/slides/slide\d+)\.xml|(?:word|ppt/slides)/_rels/[\w.]+\.rels")
_ENDS = re.compile(r"</[wa]:p>|<w:br/>")
#: Words, a line end or an alternative text; and an address elsewhere.
_WORDS = re.compile(r"<[wa]:t(?:\s[^>]*)?>([^<]*)</[wa]:t>|(\n)|\sdescr=\"([^\"]*)\"")
_TARGET = re.compile(r"<Relationship\s(?=[^>]*TargetMode=\"External\")[^>]*?Target=\"([^\"]*)\"")
#: The most bytes of the words of a document; one of a kit has a few thousand.
_MOST_BYTES = 5_000_000


def stated_differences(entry: MoreEntry, data: bytes, kit: KitSummary) -> Iterator[Finding]:
    """Yield a finding for each number and address in a file that its kit does not have, and if it can't be read.

    A file of another kind, such as a page, is not read.
    """
    read = _READERS.get(entry.media_type)
    if read is None:
        return
    try:
        text = read(data)
    except (ValueError, LookupError, BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        message = f"{entry.path} can't be read as {entry.media_type}: {error}"
        yield Finding("more", "error", Fault(message[:300], None, "get the original kit", code="file-unreadable"))
        return
    for number in unknown_numbers(text, kit.in_language(entry.language)):
        if number not in (entry.numbers or ()):
            message = f"{entry.path} says {number}, which is in no figure of the manifest"
            yield Finding("more", "error", Fault(message, None, "build the kit again", code="figure-not-in-manifest"))
    known = {*kit.links, *(source.url for source in kit.sources), kit.site, kit.help.url if kit.help else None}
    for address in dict.fromkeys(_ADDRESS.findall(text)):
        if address not in known:
            message = f"{entry.path} leads to {address!a:.160}, which is no address of the manifest"
            yield Finding("more", "error", Fault(message, None, "build the kit again", code="address-not-in-manifest"))


def words_in(data: bytes, media_type: str) -> str:
    """Return the words of a file, none of a picture or of another kind.

    Raises ValueError, and what its format does, if it can't be read.
    """
    return _READERS[media_type](data) if media_type in _READERS else ""


def unknown_numbers(text: str, kit: KitSummary) -> list[str]:
    """Return the numbers of a text, each once, that are in no figure, source or date of a kit in the same language."""
    figures = (words for figure in kit.figures for words in (figure.words, figure.counts, figure.as_of))
    sources = (words for source in kit.sources for words in (source.title, source.publisher, source.as_of))
    known = {*_numbers(" \n ".join(chain(figures, sources, (kit.title,)))), *_numbers(kit.date)}
    known |= {*chain.from_iterable(_numbers(figure.day) for figure in kit.figures if figure.day)}
    return [number for number in dict.fromkeys(_numbers(_ADDRESS.sub(" ", text))) if number not in known]


def _numbers(text: str) -> Iterable[str]:
    """Return the numbers in a text, in the digits of ASCII without what groups them."""
    return [str(int("".join(filter(str.isdigit, match)))) for match in _NUMBER.findall(text)]


def _read_office(data: bytes) -> str:
    """Return the words of a document or of slides, a line for each paragraph, and where else they lead to."""
    markup = bytearray()
    with ZipFile(BytesIO(data)) as packed:
        for name in filter(_PARTS.fullmatch, packed.namelist()):
            with packed.open(name) as part:
                markup += part.read(_MOST_BYTES + 1 - len(markup)) + b"\n"
            if len(markup) > _MOST_BYTES:
                raise ValueError("it is too large")
    if not markup:
        raise ValueError("it has no words")
    parts = markup.decode()
    words = unescape("".join(said or end or f"{alt}\n" for said, end, alt in _WORDS.findall(_ENDS.sub("\n", parts))))
    return "\n".join([words, *(address for address in map(unescape, _TARGET.findall(parts)) if address not in words)])


def _read_message(data: bytes) -> str:
    """Return the subject and the text of an e-mail."""
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("plain",))
    return f"{message['Subject']}\n\n{body.get_content() if body else ''}"


_READERS: Mapping[str, Callable[[bytes], str]] = {
    DOCX: _read_office,
    PPTX: _read_office,
    PDF: lambda data: "\n".join(texts_in(data)),
    EMAIL: _read_message,
    TEXT: lambda data: data.decode("utf-8-sig"),
}
