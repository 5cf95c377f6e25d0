"""Read a project in its own worker, again whenever something is saved in its folders."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from watchfiles import awatch

from kit.base.cache.entries import key_of
from kit.base.errors import Fault, KitError
from kit.base.geometry import Size
from kit.base.real_paths import path_to_open
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import digest_if_read
from kit.model.artwork import Artboard
from kit.model.project import Project
from kit.project.folders import PARTNERS, files_read, read_folders, read_from, translation_read_from
from kit.project.partners.partners_file import Partners, partner_files, read_partners
from kit.project.plan import plan
from kit.run.pipeline.loading import OWN, asked_languages, in_kit_of, in_languages
from kit.run.pipeline.open_project import rules_off_in
from kit.run.pipeline.project_cache import read_project
from kit.tools.preview.protocol import Entry, Read, ReadProject, ReadTask, SentProject

#: Shapes by their least ratio of width to height.
_SHAPES = ((2.4, "strip"), (1.1, "wide"), (0.9, "square"), (0.65, "tall"), (0.0, "story"))


class _LastRead:
    """What was read last in this process, the faults of languages, and the digest of everything it was read from.

    `partners` has a digest of its own, so that two thousand are not read again as `kit.yaml` is saved.
    """

    digest = ""
    reading: ReadProject | None = None
    faults: tuple[Fault, ...] = ()
    project: Project | None = None
    partners: tuple[str, Partners] | None = None


def read(task: ReadTask) -> Read:
    """Return the current project of a folder, or its faults."""
    before = _LastRead.reading
    snapshot, digest = _digests(task, before)
    if before is None or _LastRead.digest != digest:
        try:
            with reporting_os_errors("the project was read"):
                project = _project(task)
            rules_off_in(project)
        except KitError as error:
            _LastRead.reading = None
            return Read(snapshot, faults=error.faults)
        held_back = tuple(held.fault for held in project.held_back)
        _LastRead.faults = (*held_back, *(fault for translation in project.broken for fault in translation.faults))
        _LastRead.project = _with_last(project, _LastRead.project)
        reading = _reading(_LastRead.project)
        if before is None or (before.folders, before.shown) != (reading.folders, reading.shown):
            snapshot, digest = _digests(task, reading)
        _LastRead.reading, _LastRead.digest = reading, digest
    else:
        reading = before
    return Read(snapshot, None if reading.sent.key == task.known else reading, _LastRead.faults)


def _project(task: ReadTask) -> Project:
    """Return a project as it is now, in the languages of a task. Raises SpecError."""

    def wanted(project: Project) -> Collection[str]:
        """Return the languages of a project that are shown."""
        is_chosen = task.chosen in project.languages
        return asked_languages(project, (task.chosen, OWN) if is_chosen else task.languages, ())

    whole = read_project(task.spec, wanted)
    partners = None if task.partner is None else _partners(whole.root)
    return in_kit_of(in_languages(whole, wanted(whole)), task.partner, partners)


def _with_last(project: Project, last: Project | None) -> Project:
    """Return a project with its broken languages as they were read last, so that their pictures stay while one writes.

    If `kit.yaml` has changed since, they are left out.
    """
    if last is None or last.root != project.root or last.campaign != project.campaign:
        return project
    stay = {translation.language for translation in project.broken} & last.translations.keys()
    return replace(
        project,
        translations=dict(sorted({**project.translations, **{tag: last.translations[tag] for tag in stay}}.items())),
        untranslated=(*project.untranslated, *(missing for missing in last.untranslated if missing.language in stay)),
        states={**project.states, **{tag: last.states[tag] for tag in stay}},
        broken=tuple(translation for translation in project.broken if translation.language not in stay),
    )


def _reading(project: Project) -> ReadProject:
    artboards = plan(project)
    entries = tuple(map(_entry, artboards))  # before the project is pickled, as layouts are read on first use
    pickled = pickle.dumps(project)
    folders = tuple(sorted({image.path.parent for image in project.images.values()}))
    sent = SentProject(sha256(pickled).hexdigest(), pickled)
    shown = tuple(tag for tag in project.languages if tag not in project.set_aside)
    return ReadProject(sent, project.campaign.title, entries, folders, project.languages, shown)


def _entry(artboard: Artboard) -> Entry:
    placement = artboard.placement
    return Entry(
        id=artboard.path,
        name=str(artboard),
        message=artboard.message.id,
        layout=artboard.layout,
        placement=placement.id,
        role=placement.role,
        shape=_shape(placement.canvas),
        language=artboard.language,
        theme=artboard.theme,
        size=placement.size,
        shown_width=placement.shown_width,
    )


def _shape(size: Size) -> str:
    return next(name for least, name in _SHAPES if size.aspect >= least)


def _partners(root: Path) -> Partners:
    """Return the partners of a project, from memory if their files are as they were. Raises SpecError."""
    before = key_of(*_of_partners(root))
    if _LastRead.partners is None or _LastRead.partners[0] != before:
        found = read_partners(root)
        if key_of(*_of_partners(root)) != before:  # saved meanwhile
            return found
        _LastRead.partners = before, found
    return _LastRead.partners[1]


def _of_partners(root: Path) -> list[str]:
    """Return the files of partners of a project, each with its digest, as text."""
    return [_line(path_to_open(path, root)) for path in partner_files(root)]


def _digests(task: ReadTask, reading: ReadProject | None) -> tuple[str, str]:
    """Return digests of every file of a project and beside its images, and of what it is read from.

    Of its translations they are those that were read last.
    """
    root = task.spec.parent.resolve()
    of_both = [*task.languages, task.chosen]
    if task.partner is not None:
        of_both += [task.partner, *_of_partners(root)]
    if reading:
        of_both += chain.from_iterable(translation_read_from(root, tag) for tag in reading.shown)
        images = chain.from_iterable(sorted(folder.glob("*")) for folder in reading.folders)
        of_both += [_line(path) for path in images if path.is_file()]
    every = [_line(root / task.spec.name), *map(_line, files_read(root))]
    return key_of(*every, *of_both), key_of(*read_from(task.spec), *of_both)


def _line(path: Path | str) -> str:
    """Return a path with the digest of what is there, as text."""
    return f"{path} {digest_if_read(path)}"


#: Milliseconds that must pass without another change, and the most for which changes are collected.
_STEP, _MOST = 10, 60
#: Milliseconds after which files are checked without an event: no system reports all changes behind links or on other
#: computers.
_AT_LEAST = 2000
#: The same, in seconds, if they can't be watched.
_UNWATCHED = 0.5


class Watch:
    """The folders of one project, including those created later."""

    def __init__(self, spec: Path) -> None:
        """Take a `kit.yaml`."""
        self._spec = spec
        self._images: tuple[Path, ...] = ()
        self._restart = asyncio.Event()

    def also(self, folders: tuple[Path, ...]) -> None:
        """Watch the folders of images too."""
        if folders != self._images:
            self._images = folders
            self._restart.set()

    async def changes(self) -> AsyncIterator[bool]:
        """Yield whenever something may have been saved; whether the system reported it."""
        while True:
            self._restart.clear()
            trees, flat = self._folders()
            queue: asyncio.Queue[bool] = asyncio.Queue()
            tasks = [
                asyncio.create_task(self._watch(trees, queue, recursive=True)),
                asyncio.create_task(self._watch(flat, queue, recursive=False)),
            ]
            try:
                yield True  # something may have been saved before the folders were watched
                while not self._restart.is_set() and self._folders() == (trees, flat):
                    yield await queue.get()
            finally:
                for task in tasks:
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await asyncio.gather(*tasks)

    def _folders(self) -> tuple[list[Path], list[Path]]:
        """Return the folders that are watched with everything in them, and those that are watched alone."""
        root = self._spec.parent.resolve()
        folders = read_folders(root)
        above = [root, root / PARTNERS, *(folder.parent for folder in folders), *self._images]
        return _existing(folders), _existing(above)

    async def _watch(self, folders: list[Path], queue: asyncio.Queue[bool], *, recursive: bool) -> None:
        """Report changes in some folders; if they can't be watched because of a limit, report at intervals."""
        try:
            async for changes in awatch(
                *folders,
                watch_filter=None,
                debounce=_MOST,
                step=_STEP,
                stop_event=self._restart,
                rust_timeout=_AT_LEAST,
                yield_on_timeout=True,
                recursive=recursive,
                ignore_permission_denied=True,
            ):
                queue.put_nowait(bool(changes))
        except (OSError, RuntimeError):
            while not self._restart.is_set():
                queue.put_nowait(False)  # noqa: FBT003  (unknown)
                await asyncio.sleep(_UNWATCHED)
        queue.put_nowait(False)  # noqa: FBT003  (so that nobody waits for a watcher that has ended)


def _existing(folders: Iterable[Path]) -> list[Path]:
    return sorted({folder for folder in folders if folder.is_dir()})
