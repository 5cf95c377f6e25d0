"""Read the partners of a project: the entries of `partners.yaml`, or of the files in `partners/`, one a country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, SpecError, empty_text
from kit.base.real_paths import path_to_open
from kit.base.whole_files import is_there
from kit.model.partner import HANDLE, NAME, Partner
from kit.project.folders import PARTNERS, PARTNERS_FILE, folder_of
from kit.project.names import partner_id_faults
from kit.project.validate import not_entries, read_document, validate_entry
from kit.text.characters import is_blank

#: The name of a field, which texts write in braces.
FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")
HANDLE_FORM = re.compile(r"@\S+")
#: The most characters of a name or a field: more than any picture has room for.
MOST_CHARACTERS = 300


class FoundPartner(NamedTuple):
    """A partner, and the file that it is in, where it is the entry of its id."""

    partner: Partner
    document: Document

    @property
    def alone(self) -> FoundPartner:
        """The partner without what its file has of others, which is small to send."""
        return self._replace(document=self.document.only(self.partner.id))


class Partners(NamedTuple):
    """The partners of a project by id, in the order of their files, and the faults of those that have some."""

    found: dict[str, FoundPartner]
    broken: dict[str, tuple[Fault, ...]]


def partner_files(root: Path) -> list[Path]:
    """Return the files of partners of the project in a folder, in order; none of them need be there.

    Hidden ones are not among them: systems write such files beside others, and they are not YAML.
    """
    inside = (path for path in (root / PARTNERS).glob("*.yaml") if not path.name.startswith("."))
    return [root / PARTNERS_FILE, *sorted(inside)]


def is_of_partners(path: PurePath) -> bool:
    """Return whether a path from the folder of a project is in the place of a file of partners."""
    return path.as_posix() == PARTNERS_FILE or (path.parent.as_posix() == PARTNERS and path.suffix == ".yaml")


def read_partners(root: Path, *, at: str = "") -> Partners:
    """Return the partners of the project in a folder; messages name each file `at` a revision, such as `HEAD:`.

    Raises SpecError for a file that can't be read.
    """
    misnamed = [*_misnamed(root)]
    if misnamed:
        raise SpecError(*misnamed)
    return partners_in(documents_of(root, partner_files(root), at=at))


def documents_of(root: Path, files: Iterable[Path], *, at: str = "") -> Iterator[Document]:
    """Yield those of some files of partners that are there. Raises SpecError for one that can't be read."""
    for path in files:
        if is_there(path):  # be it a broken link or a pipe, which are said to be that
            name = f"{at}{path.relative_to(root).as_posix()}"
            yield read_document(path, name=name, real=path_to_open(path, root))


def _misnamed(root: Path) -> Iterator[Fault]:
    """Yield a fault for each file that would be one of partners, if its ending were in small letters and whole."""
    folder = folder_of(root, PARTNERS)
    inside = [root / PARTNERS / path.name for path in folder.iterdir()] if folder.is_dir() else []
    for path in sorted([root / PARTNERS_FILE.replace(".yaml", ".yml"), *inside]):
        is_yaml = path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(".")
        if is_yaml and path.suffix != ".yaml" and path.is_file():
            name = path.relative_to(root).as_posix()
            message, remedy = f"{name} is not read", f"rename it to '{path.stem}.yaml'"
            yield Fault(message, None, remedy, code="partners-file-not-read")


def partners_in(documents: Iterable[Document]) -> Partners:
    """Return the partners that are the entries of some files. Raises SpecError for a file without entries."""
    found: dict[str, FoundPartner] = {}
    broken: dict[str, tuple[Fault, ...]] = {}
    for document in documents:
        if not isinstance(document.value, dict | None):
            raise SpecError(not_entries(document.value, document, ()))
        for id_, written in (document.value or {}).items():
            partner, faults = _partner(id_, written, document)
            faults += _twin(id_, {*found, *broken}, document)
            if partner is None or faults:
                broken[id_] = (*broken.get(id_, ()), *faults)
            else:
                found[id_] = FoundPartner(partner, document)
    return Partners({id_: partner for id_, partner in found.items() if id_ not in broken}, broken)


def _partner(id_: str, written: object, document: Document) -> tuple[Partner | None, list[Fault]]:
    """Return an entry as a partner, and what is wrong with it alone."""
    partner, faults = validate_entry(Partner, _expanded(written), document, (id_,))
    faults += partner_id_faults(id_, document.key_mark(id_))
    return partner, [*faults, *(_word_faults(partner, document) if partner else ())]


def _expanded(written: object) -> object:
    """Return an entry with a key for the address of its link, and one for the file of its logo.

    Its words are without blanks around them, such as the line break that a block of YAML ends with.
    """
    if not isinstance(written, dict):
        return written
    fields = written.get("fields")
    if isinstance(fields, dict):
        written = {**written, "fields": {name: _stripped(words) for name, words in fields.items()}}
    written = written | {key: _stripped(written[key]) for key in (NAME, "sender", HANDLE) if key in written}
    keys = {"link": "url", "logo": "file"}
    texts = {key: {inside: written[key]} for key, inside in keys.items() if isinstance(written.get(key), str)}
    return {**written, **texts}


def _stripped(words: object) -> object:
    return words.strip() if isinstance(words, str) else words


def _word_faults(partner: Partner, document: Document) -> Iterator[Fault]:
    """The name, the handle and the fields are words on one line, and the fields have names that texts can write."""
    words: dict[YamlPath, str] = {(NAME,): partner.name}
    own = {"sender": partner.sender, HANDLE: partner.handle}
    words |= {(key,): text for key, text in own.items() if (partner.id, key) in document.values}
    words |= {("fields", name): text for name, text in partner.fields.items()}
    for path, text in words.items():
        mark = document.mark(partner.id, *path)
        if is_blank(text):
            yield empty_text(path[-1], mark)
        elif "\n" in text:
            yield Fault(f"'{path[-1]}' has several lines", mark, "write it on one line", code="several-lines")
        elif len(text) > MOST_CHARACTERS:
            message = f"'{path[-1]}' has {len(text):,} characters; the limit is {MOST_CHARACTERS}"
            yield Fault(message, mark, "shorten it", code="text-too-long")
        elif "{" in text or "}" in text or "**" in text:
            message = f"'{path[-1]}' has braces or '**' in it, which would be shown as they are"
            yield Fault(message, mark, "write words alone", code="partner-words-with-marks")
    for name in partner.fields:
        if not FIELD_NAME.fullmatch(name) or name in {NAME, HANDLE}:
            message = f"'{name}' can't be the name of a field"
            remedy = "use lower-case letters, digits, hyphens and '_', a letter first; 'name' and 'handle' are taken"
            yield Fault(message, document.key_mark(partner.id, "fields", name), remedy, code="invalid-partner-field")
    if partner.handle and not HANDLE_FORM.fullmatch(partner.handle):
        remedy = "write it as people type it, such as @harbour"
        mark = document.mark(partner.id, HANDLE)
        yield Fault(f"'{partner.handle}' is not a handle", mark, remedy, code="invalid-handle")


def _twin(id_: str, before: set[str], document: Document) -> list[Fault]:
    """Return the fault of a partner that another file has already."""
    if id_ not in before:
        return []
    message, remedy = f"there is another partner '{id_}'", "rename or remove one of them"
    return [Fault(message, document.key_mark(id_), remedy, code="duplicate-partner")]
