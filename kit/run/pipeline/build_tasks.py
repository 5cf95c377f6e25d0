"""Tasks for workers: which pictures are made together, and in which order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, compress
from operator import not_
from typing import TYPE_CHECKING, NamedTuple

from kit.run.jobs.limits import is_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.model.artwork import Artboard


#: The most languages of which pictures are made in one task.
_LANGUAGES = 13
#: The most pictures that several kits have in one task, so that it takes seconds. A large picture takes as long as ten.
_MOST, _OF_A_LARGE_ONE = 100, 10


@dataclass(frozen=True, slots=True)
class PictureTask:
    """Pictures to make, by their indices in the plan: one message in one size, in one language or several.

    `kit` is the number of their kit among those that are made together. `record` is the name of the record of their
    results in an object store, if they have one.
    """

    indices: tuple[int, ...]
    size: tuple[int, int]
    kit: int = 0
    record: str = ""

    @property
    def alone(self) -> list[PictureTask]:
        """A task for each of its pictures."""
        return [PictureTask((index,), self.size, self.kit) for index in self.indices]


@dataclass(frozen=True, slots=True)
class SharedTask:
    """The same pictures of one kit or of several: what they have in common is painted once, and kept in memory.

    `drawing` is empty, as it is not known before they are composed.
    """

    tasks: tuple[PictureTask, ...]
    drawing: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """The size of each picture in px."""
        return self.tasks[0].size

    @property
    def weight(self) -> int:
        """The number of pictures."""
        return sum(len(task.indices) for task in self.tasks)


class _Alike(NamedTuple):
    """What pictures that may look the same, but for their words, have in common."""

    message: str
    frame: int | None
    layout: str
    theme: str
    size: tuple[int, int]

    @classmethod
    def of(cls, one: Artboard) -> _Alike:
        """Return that of an artboard."""
        return cls(one.message.id, one.frame, one.layout, one.theme, one.placement.size)


def tasks_of(plans: Mapping[int, Sequence[Artboard]], wanted: Mapping[int, Iterable[int]]) -> list[SharedTask]:
    """Return the tasks of some artboards of a plan, or of several, by their indices: what may look the same together.

    Plans and indices are given by the numbers of their kits. The pictures of several kits, or of several languages of
    one, may have the same ground, so they are together; the first languages are made first. Messages in one drawing and
    theme may have the same ground too, so they follow each other. Large pictures are made early, while a worker has
    little in memory, but not before somebody could look at a first picture.
    """
    alike: dict[_Alike, dict[str, dict[int, list[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    languages: dict[str, None] = {}
    for kit, index in ((kit, index) for kit, indices in wanted.items() for index in indices):
        one = plans[kit][index]
        alike[_Alike.of(one)][one.language][kit].append(index)
        languages[one.language] = None
    tags, most = [*languages], _LANGUAGES if len(wanted) == 1 else 1
    parts = [tags[start : start + most] for start in range(0, len(tags), most)]
    grounds = {rest: number for number, rest in enumerate(dict.fromkeys(look[1:] for look in alike))}
    looks = sorted(alike, key=lambda look: grounds[look[1:]])
    large = [is_large(look.size) for look in looks]
    each = [(look, part) for part in parts for look in compress(looks, map(not_, large))]
    each[1:1] = [(look, part) for look in compress(looks, large) for part in parts]
    return [task for look, part in each for task in _shared(look, [alike[look].get(tag, {}) for tag in part])]


def _shared(look: _Alike, languages: Sequence[Mapping[int, Sequence[int]]]) -> Iterator[SharedTask]:
    """Yield the tasks of pictures that may look the same, given by kit for each of some languages."""
    most = _MOST // _OF_A_LARGE_ONE if is_large(look.size) else _MOST
    waiting: list[PictureTask] = []
    for kit in sorted({kit for by_kit in languages for kit in by_kit}):
        indices = tuple(chain.from_iterable(by_kit.get(kit, ()) for by_kit in languages))
        if waiting and SharedTask(tuple(waiting)).weight + len(indices) > most:
            yield SharedTask(tuple(waiting))
            waiting = []
        waiting.append(PictureTask(indices, look.size, kit))
    if waiting:
        yield SharedTask(tuple(waiting))
