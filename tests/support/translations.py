"""A campaign with texts of every kind, its translation, and exported files as people change them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import polib
from openpyxl import load_workbook

from support.campaigns import HEADER, make_project

if TYPE_CHECKING:
    from pathlib import Path


EXCHANGED = (
    HEADER
    + """\
  sender: Tiny
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst, verb: Sign}
sources:
  report: {title: "Report, 2020", publisher: NCMEC, as_of: "2020"}
statistics:
  reports: {qualifier: more than, text: "**82** million reports", counts: of abuse, source: report, as_of: "2020"}
platforms: [telegram/landscape, telegram/square]
messages:
  sign:
    images:
      - {layout: petition, on: [feed]}
      - {layout: cover, on: [story], copy: {headline: Just this}}
    link: petition
    copy: {headline: Keep child safety **first.**, button: Sign the petition}
    caption:
      short: Please sign.
      long: |-
        There were {reports}.

        Please sign the petition.
    shows: A room with a wide opening of light in which a QR code stands.
  count:
    images: [{layout: message, on: [feed]}]
    countdown: {to: 2020-12-07, from: 3}
    copy: {headline: {one: "{days} day left", other: "{days} days left"}}
    caption:
      short: {one: "{days} left.", other: "Still {days} left."}
      long: {one: "{days} left. Please share.", other: "Still {days} left. Please share."}
    shows: A short call in large letters.
  again:
    like: sign
    copy: {headline: Pass it on}
"""
)
#: In the one form of translations, with comments; its texts begin and end with what files and programs may change.
GERMAN = """\
# yaml-language-server: $schema=../schemas/locale.json
# Von Ada.

kit:
  sender: "@tiny"

links:
  petition:
    # Kurz, wie auf dem Knopf.
    verb: "=Unterschreiben"

sources:
  report:
    title: "2020"
    publisher: "NCMEC\\u00a0(USA)"

statistics:
  reports:
    qualifier: mehr als
    text: "**82** Millionen Meldungen"
    counts: "-von „Missbrauch“"

messages:
  sign:
    images:
      2:
        copy:
          headline: 7. Dezember
    copy:
      # Der Schutz steht zuerst.
      headline: "+Kinderschutz **zuerst.**"
      button: "\\u00a0Jetzt unterschreiben"
    caption:
      short: " =Bitte 'unterschreiben'."
      long: |-
        -Es waren {reports}: "so viele".

        \\\\n Bitte; unterschreiben, Sie. #ja
    shows: "'=Ein Raum, 21. Dezember"
  count:
    copy:
      headline:
        one: noch {days} Tag
        other: noch {days} Tage
    caption:
      short:
        one: "{days} Tag"
        other: "{days}  Tage"
      long:
        one: "-{days} Tag"
        other: "-{days} Tage"
    shows: "TRUE"
  again:
    copy:
      headline: "'1.50'"

# Von Hand.
voice: [opfer]
"""


def make_campaign(root: Path, german: str | None = None) -> Path:
    """Write the campaign into a new folder, with a translation if given, and return the folder."""
    make_project(root, EXCHANGED)
    if german is not None:
        (root / "locales").mkdir()
        (root / "locales" / "de.yaml").write_text(german, encoding="utf-8")
    return root


#: The column of the digest in tables, from 0.
DIGEST = 2


def fill(path: Path, words: dict[str, str], *, original: str | None = None) -> None:
    """Write translations into an exported file as a person would, by their keys; `original` over their words."""
    {".po": fill_po, ".csv": fill_csv, ".xlsx": fill_xlsx}[path.suffix](path, words, original)


def fill_po(path: Path, words: dict[str, str], original: str | None) -> None:
    file = polib.pofile(str(path), encoding="utf-8")
    for entry in file:
        entry.msgstr = words.get(entry.msgctxt or "", entry.msgstr)
        entry.msgid = original if original and entry.msgctxt in words else entry.msgid
    file.save()


def fill_csv(path: Path, words: dict[str, str], original: str | None) -> None:
    rows = rows_of(path)
    for row in rows:
        if row[0] in words:
            row[3:] = [original or row[3], words[row[0]]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def fill_xlsx(path: Path, words: dict[str, str], original: str | None) -> None:
    book = load_workbook(path)
    table: Any = book.worksheets[1]
    for row in table.iter_rows():
        if row[0].value in words:
            row[3].value = original or row[3].value
            row[4].value = words[row[0].value]
            row[4].data_type = "s"
    book.save(path)


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
