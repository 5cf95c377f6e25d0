"""The columns that tables of texts have, as CSV and as workbooks, and how a header and its rows are read again."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import Mark, SpecError
from kit.tools.exchange.filled_file import (
    AS_EXPORTED,
    MAX_TEXTS,
    FilledFile,
    FilledText,
    digest_in,
    one_line_breaks,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.tools.exchange.texts import Text, TextsToTranslate


KEY, ABOUT = "key", "what it is"
#: Begins a row that is for people only.
NOTE = "#"
#: The tag of a language in the title of its column.
_TAG = re.compile(r"\[([A-Za-z0-9-]+)\]\s*$")
#: How many rows may be above the header, and how many may be empty below the last text.
_MOST_ABOVE = 10


class TableRow(NamedTuple):
    """A row of a table: its number from 1, the texts of its cells, and the faults of those that hold something else.

    Whoever reads such a cell reports its fault, by its index; in a column that nobody reads it does no harm.
    """

    number: int
    cells: Sequence[str]
    not_texts: Mapping[int, Fault] = MappingProxyType({})


class _Columns(NamedTuple):
    """Where in a row the key, the words of `kit.yaml`, the translation and its digest are, and its language.

    The digest is in no column of a table that has none.
    """

    key: int
    original: int
    translation: int
    digest: int
    language: str


def header(texts: TextsToTranslate) -> tuple[str, ...]:
    """Return the titles of the columns."""
    return KEY, ABOUT, AS_EXPORTED, *texts.names


def cells(text: Text) -> tuple[str, ...]:
    """Return the cells of a text, in the order of the columns."""
    return text.key, "\n".join(text.about), text.digest, text.original, text.translation


def instructions(texts: TextsToTranslate) -> tuple[str, ...]:
    """Return what a translator must know, in plain words."""
    source, language = texts.names
    return (
        f"{texts.campaign}: words to translate from {source} into {language}.",
        f"Write each translation in the last column, {language}. Change nothing in the other columns.",
        "Leave a cell empty if you are not sure. Nothing is published with words missing: that picture is left out.",
        "Words in braces, such as {reports}, stand for a figure. Keep them, and put them where they belong.",
        "Two asterisks on both sides, **so**, make words stand out. Put them around the words that matter most.",
        "The first texts are used by several pictures, which need them as much as their own: translate them, too.",
        "Use the quotation marks of your language, not the straight ones of the keyboard.",
        "The second column says what each text is, and about how many letters fit.",
        f"The column '{AS_EXPORTED}' keeps what others correct meanwhile from being undone: leave it as it is.",
        "You may sort, hide and delete rows, as long as each stays whole.",
        "Save the file in the format that it has, and send it back under any name.",
    )


def read_rows(path: Path, rows: Iterable[TableRow], page: str = "") -> FilledFile:
    """Return the texts of the rows of a table; `page` is its name within the file.

    Raises SpecError if there is no header.
    """
    lines = _all_texts(rows)
    columns = _header_in(lines)
    if columns is None:
        raise unreadable(path, f"has no row with the titles '{KEY}', '{ABOUT}' and the languages")
    name = f"{path.name}, {page}" if page else path.name
    found: list[FilledText] = []
    for row in lines:
        found += _text_in(row, columns, name)
        if len(found) > MAX_TEXTS:
            raise unreadable(path, f"has more than {MAX_TEXTS:,} texts")
    return FilledFile(columns.language, tuple(found))


def _all_texts(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Yield rows. Raises SpecError at the first cell that is no text."""
    for row in rows:
        for fault in row.not_texts.values():
            raise SpecError(fault)
        yield row


def _header_in(lines: Iterator[TableRow]) -> _Columns | None:
    """Return the columns that the first row with titles names; None if there is none among the first rows."""
    for row in lines:
        titles = [cell.strip() for cell in row.cells]
        tagged = [index for index, title in enumerate(titles) if _TAG.search(title)]
        if KEY in titles and len(tagged) >= 2:  # noqa: PLR2004  (from one language into another)
            original, translation = tagged[0], tagged[1]
            language = _TAG.search(titles[translation])
            digest = titles.index(AS_EXPORTED) if AS_EXPORTED in titles else len(titles)
            return _Columns(titles.index(KEY), original, translation, digest, language[1] if language else "")
        if row.number >= _MOST_ABOVE:
            break
    return None


def _text_in(row: TableRow, columns: _Columns, name: str) -> Iterator[FilledText]:
    """Yield the text of a row, unless it has no key, or a note in its place."""
    key, original, translation, digest = (
        one_line_breaks(row.cells[index]) if index < len(row.cells) else "" for index in columns[:4]
    )
    if key.strip() and not key.startswith(NOTE):
        mark = Mark(name, row.number, columns.translation + 1)
        yield FilledText(key.strip(), original, translation, mark, digest_in(digest))
