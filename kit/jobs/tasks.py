"""What is sent to a worker and comes back: a picture to paint with the files it is needed as, and those files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kit.base.errors import Fault
    from kit.cache.kinds import Store
    from kit.model.asset import Description, EncodedFile, EncodeRule, PremultipliedPixels, PrintPage
    from kit.model.image import ImagePart
    from kit.model.tree import Tree


class Paintable(Protocol):
    """What is painted under limits; faults name its `drawing` and say what memory its pixels need, if that is known."""

    @property
    def drawing(self) -> str:
        """The name of the drawing, or nothing."""

    @property
    def size(self) -> tuple[float, float]:
        """The size of the picture in px, of which there is none where it is not known."""


class Measure(Protocol):
    """What rules ask to be measured of the pixels of one picture. It is sent to workers, so it must be picklable."""

    @property
    def key(self) -> str:
        """What is measured and how: where two have one key, equal pixels measure the same."""

    @property
    def tree(self) -> Tree:
        """What is behind the words of the picture."""

    def known(self, kept: Measured | None, /) -> Measured | None:
        """Return what was measured of such a picture before, as it was kept; None where that says something else."""

    def __call__(self, pixels: PremultipliedPixels, ground: PremultipliedPixels, /) -> Measured:
        """Return what was measured of both in pixels, by the name of the rule that judges it."""


#: What was measured of a picture, by rule: values that data can say.
Measured = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EncodeRequest:
    """The files that one placement needs: an image under a rule, with its description, and to print a page as well."""

    rule: EncodeRule
    about: Description
    page: PrintPage | None = None


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A picture to paint, as a tree with its digest, and a request for each placement that shows it.

    `drawing` is the file that faults name; `cache` holds what was made before; `measure` is what rules want to know of
    the pixels. `parts` are those of photos and logos that the tree refers to.
    """

    tree: Tree
    drawing: str
    digest: str
    requests: tuple[EncodeRequest, ...]
    cache: Store
    measure: Measure | None = None
    parts: tuple[ImagePart, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """The size of the picture in px."""
        return self.tree.size


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The files of each request of a task, or why they can't be made; seconds by stage; peak memory in bytes.

    `measured` is what the task asked to be measured of the pixels; `thumbnail` a small image of them, None where a
    picture of the task can't be made.
    """

    files: tuple[tuple[EncodedFile, ...] | Fault, ...]
    painted: bool
    seconds: dict[str, float]
    peak_bytes: int
    measured: Measured = field(default_factory=dict)
    thumbnail: EncodedFile | None = None
