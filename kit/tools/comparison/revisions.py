"""Write a project as it was at a git revision into a folder, without checking anything out.

It consists of `kit.yaml`, the folders of locales, drawings and fonts, and every file that `kit.yaml` names, each as it
was committed and within the size limit of its reader.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kit.base.document import MAX_BYTES
from kit.base.errors import Fault, SpecError
from kit.base.real_folders import open_folder
from kit.drawing.images.image_file import MOST_BYTES
from kit.drawing.svg.source.xml import MAX_BYTES as MOST_OF_DRAWING
from kit.project.folders import FONTS, LOCALES, PARTNERS, PARTNERS_FILE, SPEC, TEMPLATES
from kit.project.partners.partners_file import is_of_partners, read_partners
from kit.project.translated_keys import named_in
from kit.project.validate import read_document
from kit.tools.repository import (
    Content,
    Snapshot,
    TreeEntry,
    UnknownRevisionError,
    commit_of,
    find_repository,
    open_objects,
    too_large,
    tree_of,
)

#: The folders of a project that are written whole.
_FOLDERS = (LOCALES, TEMPLATES, FONTS)
#: The most bytes of a file, by its kind; fonts and the files beside them have the limit of images.
_MOST_BYTES = {".yaml": MAX_BYTES, ".svg": MOST_OF_DRAWING}
#: The most bytes of one revision.
_MOST_IN_ALL = 8 * MOST_BYTES


def write_revision(revision: str, project: Path, target: Path, *, spec: str = SPEC, partner: str | None = None) -> Path:
    """Write the project of a folder, as it was at a revision, into another folder; return its `kit.yaml`.

    `spec` is the name of that file. With the id of a `partner` the files of partners and the partner's logo are written
    too. Raises SpecError if there is no git, no repository, no such revision, or no such
    file in it, if something needed is a link or a submodule, too large, or not in this clone, or if the repository is
    damaged.
    """
    with _snapshot(revision, project) as found:
        entry = found.find(spec) if found else None
        if found is None or entry is None or entry.kind == "folder":
            message = f"there is no {spec} of {project.resolve().name} at '{revision}'"
            raise SpecError(
                Fault(message, None, "name a revision that has one, or a kit", code="revision-without-spec")
            )
        first = [entry, *([] if partner is None else _of_partners(found))]
        _write(found, first, revision, target)
        named = {*named_in(read_document(target / spec, name=f"{revision}:{spec}").value)}
        if partner is not None:
            named |= _logo(partner, target, revision)
        _write(found, _wanted(found, named, first), revision, target)
    return target / spec


def _of_partners(found: Snapshot) -> Iterator[TreeEntry]:
    """Yield the files of partners."""
    entries = [found.find(PARTNERS_FILE), *found.below(PARTNERS)]
    for entry in entries:
        if entry and entry.kind != "folder" and is_of_partners(PurePosixPath(entry.path)):
            yield entry


def _logo(partner: str, target: Path, revision: str) -> set[str]:
    """Return the path of the logo of a partner, if it has one, as it is written in a file of partners."""
    found = read_partners(target, at=f"{revision}:").found.get(partner)
    return {found.partner.logo.file} if found and found.partner.logo else set()


@contextmanager
def _snapshot(revision: str, project: Path) -> Iterator[Snapshot | None]:
    """Yield the files of a project at a revision; None if it was not there."""
    folder = project.resolve()
    repository = find_repository(folder)
    if repository is None:
        raise _unknown(revision, project, f"{folder} is not a git repository, nor in one")
    with open_objects(repository) as objects:
        try:
            tree = tree_of(commit_of(revision, objects), objects)
        except UnknownRevisionError as error:
            raise _unknown(revision, project, str(error)) from error
        yield Snapshot(objects, tree).folder("/".join(folder.relative_to(repository.root).parts))


def _unknown(revision: str, project: Path, why: str) -> SpecError:
    message = f"'{revision}' is neither a kit, a project nor a revision of {project.resolve().name}"
    remedy = "name a kit's folder or zip, the folder of a kit.yaml, or what `git log` or `git tag` shows"
    return SpecError(Fault(f"{message}: {why}" if why else message, None, remedy, code="unknown-revision"))


def _wanted(found: Snapshot, named: Iterable[str], written: Collection[TreeEntry]) -> list[TreeEntry]:
    """Return what is needed besides what is written already, sorted by path, each once."""
    entries = [entry for folder in _FOLDERS for entry in found.below(folder)]
    entries += [entry for path in named if (entry := found.find(PurePosixPath(path).as_posix()))]
    return sorted(
        {entry for entry in entries if entry.kind != "folder" and entry not in written and entry.path != SPEC}
    )


def _write(found: Snapshot, wanted: list[TreeEntry], revision: str, target: Path) -> None:
    """Write files into a folder; all are checked before the first is read.

    Raises SpecError with a fault for each that is refused.
    """
    _raise_all(_kind_faults(wanted, revision))
    contents = [found.content(entry) for entry in wanted]
    _raise_all(_size_faults(contents, revision))
    _raise_all([fault for content in contents for fault in _write_one(found, content, revision, target)])


def _raise_all(faults: Iterable[Fault]) -> None:
    """Raise SpecError if there is any fault."""
    found = tuple(faults)
    if found:
        raise SpecError(*found)


def _kind_faults(wanted: list[TreeEntry], revision: str) -> Iterator[Fault]:
    for entry in wanted:
        if entry.kind != "file":
            message = f"{entry.path} at '{revision}' is a link or a submodule"
            yield Fault(message, None, "put the file itself there", code="no-file")


def _size_faults(contents: list[Content], revision: str) -> Iterator[Fault]:
    for content in contents:
        path = content.entry.path
        most = _MOST_BYTES.get(PurePosixPath(path).suffix.lower(), MOST_BYTES)
        if content.size > most:
            message = f"{path} at '{revision}' has {content.size:,} bytes; the limit is {most:,}"
            yield Fault(message, None, "make it smaller, or name a revision in which it is", code="too-many-bytes")
    if sum(content.size for content in contents) > _MOST_IN_ALL:
        yield from too_large(f"the project at '{revision}' has over {_MOST_IN_ALL:,} bytes").faults


def _write_one(found: Snapshot, content: Content, revision: str, target: Path) -> Iterator[Fault]:
    """Write a file; yield a fault if Git LFS has not fetched it, or its name differs from another only in case."""
    path = content.entry.path
    file = target / path
    try:
        with open_folder(file.parent, make=True) as folder:
            number = folder.open_file(file.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            with open(number, "wb") as opened:  # noqa: PTH123  (it is open)
                is_whole = found.copy(content, opened)
    except FileExistsError:
        message = f"{path} at '{revision}' and another file have the same name on this computer"
        yield Fault(message, None, "rename one of them", code="unsound-path")
        return
    if not is_whole:
        message = f"{path} at '{revision}' is in Git LFS, and this clone does not have its content"
        yield Fault(
            message,
            None,
            "`git lfs pull` fetches the files of HEAD, `git lfs fetch --all` all files",
            code="lfs-file-missing",
        )
