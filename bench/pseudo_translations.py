"""Write the campaign with made-up translations into every language of the Union and Hebrew, as long as real ones.

Run as `python -m bench.pseudo_translations FOLDER`, then `python -m bench.languages --spec FOLDER`. Their words mean
nothing: each letter of an English one may be another, and there are as many as the language needs. Figures, qualifiers
and dates are right, as a translation is refused without them; German and Arabic are the campaign's own.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from kit.tools.exchange import export_translation, import_translation
from kit.tools.scaffold import new_translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit import Fault

ROOT = Path(__file__).parents[1]
#: What a campaign consists of.
CAMPAIGN = ("kit.yaml", "locales", "logos", "fonts", "templates")
#: How many letters a translation has for each letter of the English: measured on eleven sentences of the campaign.
LENGTHS = {
    "bg": 1.24, "cs": 1.12, "da": 1.03, "el": 1.24, "es": 1.21, "et": 1.14, "fi": 1.12, "fr": 1.24, "ga": 1.12,
    "he": 0.91, "hr": 1.2, "hu": 1.2, "it": 1.14, "lt": 1.13, "lv": 1.07, "mt": 1.07, "nl": 1.1, "pl": 1.2, "pt": 1.2,
    "ro": 1.26, "sk": 1.14, "sl": 1.13, "sv": 1.04,
}  # fmt: skip
#: The letters of scripts in the place of those of the English words.
LETTERS = {
    "bg": str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувщхуз"),
    "el": str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβψδεφγηιξκλμνοπθρστυωςχυζ"),
    "he": str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבצדהוגחיכקלמנעפשרסתטושקיז"),
}
#: What is added to words.
ENDING = "esirano"
#: What stays as it is: figures with their unit, addresses, hashtags, names and the ids of figures.
KEPT = re.compile(r"(\{[^}]*\}|\S*[./@#]\w\S*|\d[\d.,]*\s+\w+|NCMEC|CyberTipline|Child Safety First)")
WORD = re.compile(r"[A-Za-z]{3,}")
#: The separators of thousands that languages have.
SEPARATORS = (".", "\u00a0", "\u202f", "'")
#: The columns of an exported table: the English, and its translation.
ENGLISH, TRANSLATION = 2, 3


def main() -> None:
    """Write the project."""
    [folder] = map(Path, sys.argv[1:])
    folder.mkdir(parents=True)
    for name in CAMPAIGN:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for tag in LENGTHS:
        left = _translate(folder, tag)
        print(f"{tag}: {left} texts had to be left out")


def _translate(folder: Path, tag: str) -> int:
    """Write the translation into a language; return how many texts were left out."""
    new_translation(kit.load(folder), tag)
    project, path = kit.load(folder), folder / f"{tag}.csv"
    export_translation(project, tag, "csv", path)
    rows = list(_read(path))
    texts = [row for row in rows[1:] if len(row) > TRANSLATION and row[ENGLISH]]
    for row in texts:
        row[TRANSLATION] = _words(tag, row[ENGLISH])
    for separator in (*SEPARATORS, ""):
        _write(path, rows)
        try:
            import_translation(project, tag, path)
            break
        except kit.SpecError as error:
            _correct(rows, path, error.faults, separator)
    path.unlink()
    return sum(not row[TRANSLATION] for row in texts)


def _words(tag: str, english: str) -> str:
    """Return a text in made-up words of a language."""
    owed = 0.0

    def word(found: re.Match[str]) -> str:
        nonlocal owed
        one = found[0]
        owed += (LENGTHS[tag] - 1) * len(one)
        more = int(owed)
        owed -= more
        made = one + ENDING[:more] if more >= 0 else one[: max(2, len(one) + more)]
        return made.lower().translate(LETTERS[tag]) if tag in LETTERS else made

    parts = KEPT.split(english)
    return "".join(part if at % 2 else WORD.sub(word, part) for at, part in enumerate(parts))


def _correct(rows: list[list[str]], path: Path, faults: Iterable[Fault], separator: str) -> None:
    """Correct texts that were refused: a listed qualifier, another separator of thousands, or nothing."""
    row_at = dict(_lines(path))
    for fault in faults:
        row = rows[row_at[fault.mark.line]] if fault.mark else []
        listed = re.search(r"write '([^']*)'", fault.remedy or "")
        if fault.code == "qualifier-not-listed" and listed:
            row[TRANSLATION] = listed[1]
        elif row:
            row[TRANSLATION] = separator and re.sub(r"(?<=\d),(?=\d)", separator, row[ENGLISH])


def _lines(path: Path) -> Iterator[tuple[int, int]]:
    """Yield each line of a table with the index of its row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader, last = csv.reader(file), 0
        for index, _ in enumerate(reader):
            yield from ((line, index) for line in range(last + 1, reader.line_num + 1))
            last = reader.line_num


def _read(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def _write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
