"""Make the files of an extra: each form has some formats, so that a phone opens at least one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.extras.docx_files import write_docx
from kit.extras.media_types import DOCX, EMAIL, ENDINGS, TEXT
from kit.extras.message_files import write_message
from kit.extras.plain_texts import write_plain_text
from kit.model.extra import ExtraFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from kit.model.extra import ExtraForm, ExtraText


#: The media types of each form, the one that most people open first.
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
    """Yield the files of an extra, with the same bytes every time; `date` is that of the kit's files."""
    for media_type in _FORMATS[text.form]:
        name = f"{text.id}.{ENDINGS[media_type]}"
        yield ExtraFile(name, media_type, _WRITERS[media_type](text, date))
