"""Where the partners of a table are written, and what is in that file already: none of it is lost without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit.base.document.yaml_files import parse_yaml
from kit.base.document.yaml_limits import MAX_BYTES
from kit.base.document.yaml_writing import Comments, comments_of, write_yaml
from kit.base.errors import Fault, SpecError
from kit.base.real_paths import in_chosen_folder, path_to_open
from kit.base.whole_files import is_there
from kit.project.folders import PARTNERS, PARTNERS_FILE
from kit.project.mismatches import not_entries
from kit.project.validate import read_document
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from kit.base.document.document import Document, YamlPath


#: The key of a partner's own words.
FIELDS = "fields"


def target_in(root: Path, output: Path | None) -> Path:
    """Return the file to write in the folder of a project. Raises SpecError for one that no partners are read from."""
    if output is None:
        return root / PARTNERS_FILE
    path, root = in_chosen_folder(output).real, root.resolve()
    in_folder = path.parent == root / PARTNERS and path.suffix == ".yaml" and not path.name.startswith(".")
    if path != root / PARTNERS_FILE and not in_folder:
        message = f"no partners are read from '{output}'"
        remedy = f"write {PARTNERS_FILE} beside kit.yaml, or a file such as {PARTNERS}/nl.yaml there"
        raise SpecError(Fault(message, None, remedy, code="partners-file-elsewhere"))
    return path


def document_at(target: Path, root: Path) -> Document | None:
    """Return what is in a file of partners of the project in the folder `root`; None if it is not there.

    Raises SpecError for one that can't be read.
    """
    if not is_there(target):
        return None
    real = path_to_open(target.parent.resolve() / target.name, root)
    document = read_document(target, name=target.name, real=real)
    if not isinstance(document.value, dict | None):
        raise SpecError(not_entries(document.value, document, ()))
    return document


def with_kept(table: Document, before: Document | None, places: Collection[tuple[str, ...]]) -> Document:
    """Return the entries of a table with what those before have besides: that for which the table has no column.

    Raises SpecError with each partner that is not in the table, and would be lost.
    """
    entries: dict[str, Any] = (before.value if before else None) or {}
    lost = [before.key_mark(id_) for id_ in entries if before and id_ not in table.value]
    if lost:
        message = "this partner is not in the table, and would be lost"
        remedy = f"add it there, remove it here, or write another file, such as -o {PARTNERS}/nl.yaml"
        raise SpecError(*(Fault(message, mark, remedy, code="partner-not-in-table") for mark in lost))
    return replace(table, value={id_: _merged(entry, entries.get(id_), places) for id_, entry in table.value.items()})


def _merged(entry: Mapping[str, Any], before: object, places: Collection[tuple[str, ...]]) -> dict[str, Any]:
    """Return an entry with the keys and fields of the one before for which there is no column."""
    if not isinstance(before, dict):
        return dict(entry)
    columns = {place[0] for place in places} | {FIELDS}
    merged = {**entry, **{key: kept for key, kept in before.items() if key not in columns}}
    written = before.get(FIELDS)
    fields = written if isinstance(written, dict) else {}
    kept = {name: words for name, words in fields.items() if (FIELDS, name) not in places}
    return {**merged, FIELDS: {**kept, **entry.get(FIELDS, {})}} if kept else merged


def text_of(table: Document, before: Document | None, target: Path) -> bytes:
    """Return the text of a file of partners, with comments of the one before. Raises SpecError if it is too long."""
    comments = _comments(before, table) if before else Comments()
    text = write_yaml(table.value, comments)
    try:
        parse_yaml(text, target.name, disallowed_characters)
        why = f"more than {MAX_BYTES:,} bytes" if len(text.encode()) > MAX_BYTES else ""
    except SpecError as error:
        why = error.faults[0].message
    if why:
        message = f"{table.file} has more than a file of partners may hold: {why}"
        remedy = "divide it, a file for each country"
        raise SpecError(Fault(message, None, remedy, code="partner-table-too-large"))
    return text.encode()


def _comments(before: Document, table: Document) -> Comments:
    """Return the comments of the file before: those of items are above their list, of keys that are gone at the end."""
    found = comments_of("\n".join(before.lines), before)
    above: dict[YamlPath, list[str]] = {}
    gone: list[str] = []
    for path, lines in found.above.items():
        key = path[:-1] if isinstance(path[-1], int) else path
        (above.setdefault(key, []) if _has(table.value, key) else gone).extend(lines)
    return Comments(found.head, {key: tuple(lines) for key, lines in above.items()}, (*gone, *found.tail))


def _has(value: object, path: tuple[str | int, ...]) -> bool:
    """Return whether there is a mapping's key at a path."""
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True
