"""Tasks whose results are in an object store already: after an interruption a build goes on where it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.cache.entries import key_of
from kit.base.cache.kinds import generator
from kit.base.cache.typed_data import packed, unpacked
from kit.base.errors import OutputError
from kit.publish.store.objects import LostObjectError
from kit.publish.store.stored_kits import BATCHES, StoredFiles
from kit.run.pipeline.kept import PictureRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.run.pipeline.build_tasks import PictureTask, SharedTask
    from kit.run.pipeline.making import MadePicture, Maker, Makers
    from kit.run.pipeline.unchanged.language_inputs import LanguageInputs


class StoredTasks:
    """The records of tasks in a store, as they are at the start of a build."""

    def __init__(self, makers: Makers, files: StoredFiles, inputs: Sequence[LanguageInputs]) -> None:
        """Take the makers of the pictures, the store, and what decides how they look, by kit. Raises OutputError."""
        self._makers, self._files, self._inputs = makers, files, inputs
        self._names = {*files.store.names(BATCHES)}

    @classmethod
    def of(cls, makers: Makers, inputs: Sequence[LanguageInputs]) -> StoredTasks | None:
        """Return the records of tasks in the store of some kits; None if they are not in one. Raises OutputError."""
        files = next((maker.files for maker in makers if isinstance(maker.files, StoredFiles)), None)
        return cls(makers, files, inputs) if files else None

    def named(self, task: PictureTask) -> PictureTask:
        """Return a task with the name of its record: a digest of all that decides its pictures; empty without one."""
        maker = self._makers[task.kit]
        boards = [maker.artboards[index] for index in task.indices]
        keys = [self._inputs[task.kit].key(tag) for tag in dict.fromkeys(board.language for board in boards)]
        if maker.project.pseudo or None in keys:
            return task
        about = generator(), maker.rules_key, str(maker.date)
        return replace(task, record=key_of(*about, *filter(None, keys), *(board.path for board in boards)))

    def made(self, task: PictureTask) -> list[MadePicture] | None:
        """Return the pictures of a task; None if they, or a file of one, are not in the store. Raises OutputError."""
        if task.record not in self._names:
            return None
        try:
            data = self._files.store.get_record(f"{BATCHES}/{task.record}")
        except LostObjectError:
            return None
        rows = unpacked(data, tuple[PictureRow, ...])
        if rows is None or len(rows) != len(task.indices):
            return None
        sums = {name: one for row in rows for name, one in row.sums.items()}
        if self._files.unchanged(sums) != sums.keys():
            return None
        return [row.made(index) for index, row in zip(task.indices, rows, strict=True)]


def make_stored(task: SharedTask, makers: Makers) -> list[list[MadePicture]]:
    """Return the results of a task, whose files are sent to the store; so is a record of each part."""
    return [_made_stored(part, makers[part.kit]) for part in task.tasks]


def _made_stored(task: PictureTask, maker: Maker) -> list[MadePicture]:
    made = maker.make_group(task)
    files = maker.files
    if not isinstance(files, StoredFiles):
        raise TypeError("the files of this maker are not those of a store")
    try:
        files.send()
        rows = tuple(map(PictureRow.of, made))
        data = packed(rows) if task.record and all(one.assets and not one.faults for one in made) else None
        if data is not None:
            files.store.put_record(f"{BATCHES}/{task.record}", data)
    except OutputError as error:
        made[0].unwritten = error
    return made
