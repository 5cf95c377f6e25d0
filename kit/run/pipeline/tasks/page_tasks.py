"""Tasks for workers besides pictures: the pages on which people write words of their own, one language at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.base.errors import Fault, KitError
from kit.run.pipeline.beyond_pictures.maker_pages import page_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.run.pipeline.making import Maker


#: How many pictures take as long as a page, about.
_PICTURES = 8


@dataclass(frozen=True, slots=True)
class PageTask:
    """The page of a language, of the kit with a number among those that are made together."""

    language: str
    kit: int = 0


@dataclass(frozen=True, slots=True)
class SharedPages:
    """The pages of one language of one kit or of several; `drawing` is empty, as there are dozens."""

    tasks: tuple[PageTask, ...]
    drawing: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """The size of what is painted in px: nothing is."""
        return (0, 0)

    @property
    def weight(self) -> int:
        """The number of pictures that take as long."""
        return _PICTURES * len(self.tasks)

    def outcomes(self, outcome: Sequence[MadePage] | Fault) -> Iterator[tuple[PageTask, MadePage]]:
        """Yield each part with its page, or with the fault that stopped all of them."""
        for index, part in enumerate(self.tasks):
            yield part, MadePage(part.language, faults=(outcome,)) if isinstance(outcome, Fault) else outcome[index]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page in UTF-8, which is None if the campaign opens no drawing in the language, or why it can't be made."""

    language: str
    data: bytes | None = None
    faults: tuple[Fault, ...] = ()


def page_tasks(wanted: Mapping[int, Iterable[str]]) -> Iterator[SharedPages]:
    """Yield the tasks of some kits by number, of which each wants the pages of some languages."""
    kits = defaultdict[str, list[int]](list)
    for kit, languages in wanted.items():
        for language in languages:
            kits[language].append(kit)
    for language, numbers in kits.items():
        yield SharedPages(tuple(PageTask(language, kit) for kit in numbers))


def made_page(task: PageTask, maker: Maker) -> MadePage:
    """Return the page of a language of one kit."""
    try:
        return MadePage(task.language, page_in(maker.project, maker.composer, task.language))
    except KitError as error:
        return MadePage(task.language, faults=error.faults)
