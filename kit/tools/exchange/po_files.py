"""Write and read texts as PO files of gettext, as Weblate, Poedit and other editors take them.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. Each text has its key as `msgctxt`, and so has
each form of a plural: gettext counts the classes of a language otherwise than the CLDR does. The digest of each
translation as it was exported is a comment of the translator (`# `), which editors keep and gettext's `msgmerge` leaves
with the translation; extracted comments (`#.`) it takes from the newer template, whose digests are of newer words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib

from kit.base.errors import Mark
from kit.tools.exchange.filled_file import (
    AS_EXPORTED,
    MAX_TEXTS,
    FilledFile,
    FilledText,
    bytes_of,
    digest_in,
    one_line_breaks,
    unreadable,
)
from kit.tools.exchange.texts import TextsToTranslate

#: The width of lines, as gettext's own programs have it, so that they change nothing else when they save a file.
_WIDTH = 79
_FUZZY = "fuzzy"


def write_po(texts: TextsToTranslate) -> bytes:
    """Return texts as a PO file in UTF-8; the same texts give the same bytes."""
    file = polib.POFile(wrapwidth=_WIDTH, check_for_duplicates=False)
    file.metadata = {
        "Project-Id-Version": texts.campaign,
        "Language": texts.language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": texts.source,
    }
    for text in texts.texts:
        entry = polib.POEntry(msgctxt=text.key, msgid=text.original, msgstr=text.translation)
        entry.comment, entry.tcomment = "\n".join(text.about), f"{AS_EXPORTED}: {text.digest}"
        file.append(entry)
    return f"{file}\n".encode()


def read_po(path: Path) -> FilledFile:
    """Return the texts of a PO file; those marked as fuzzy are doubted, those without a key are left out.

    Raises SpecError for a file that can't be read.
    """
    try:
        text = bytes_of(path).decode("utf-8-sig")
        if "\n" not in text.strip():  # one line: the library takes it for the name of a file
            raise unreadable(path, "is not a PO file")
        file = polib.pofile(text, encoding="utf-8")
    except UnicodeDecodeError as error:
        raise unreadable(path, "is not UTF-8 text", "save it again as UTF-8") from error
    except (OSError, ValueError) as error:
        raise unreadable(path, f"is not a PO file: {str(error).rpartition(': ')[2]}") from error
    if len(file) > MAX_TEXTS:
        raise unreadable(path, f"has more than {MAX_TEXTS:,} texts")
    return FilledFile(file.metadata.get("Language", "").replace("_", "-"), tuple(_texts(file, path)))


def _texts(file: polib.POFile, path: Path) -> Iterator[FilledText]:
    for entry in file:
        if entry.msgctxt and not entry.obsolete:
            translation = one_line_breaks(entry.msgstr)
            mark = Mark(path.name, entry.linenum or 1)
            digest, doubted = digest_in(entry.tcomment), _FUZZY in entry.flags
            yield FilledText(entry.msgctxt, entry.msgid, translation, mark, digest, doubted)
