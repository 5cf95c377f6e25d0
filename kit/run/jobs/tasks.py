"""The messages to and from a worker: a picture to paint with the files to make of it, and those files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kit.base.cache.kinds import Store
    from kit.base.errors import Fault
    from kit.model.asset import Description, EncodedFile, EncodeRule, IndexedPixels, PremultipliedPixels, PrintPage
    from kit.model.image import ImagePart
    from kit.model.tree import Tree


class Paintable(Protocol):
    """A picture to paint within limits; faults name its `drawing` and the memory that its pixels need, if known."""

    @property
    def drawing(self) -> str:
        """The name of the drawing, or ''."""

    @property
    def size(self) -> tuple[float, float]:
        """The size of the picture in px."""


class Weighed(Paintable, Protocol):
    """One picture or several, of which some tasks make a batch."""

    @property
    def weight(self) -> int:
        """The number of pictures."""


class Measure(Protocol):
    """Measures the pixels of one picture for rules. It is sent to workers, so it must be picklable."""

    @property
    def key(self) -> str:
        """The key of the measures and their method: with the same key, equal pixels give equal measures."""

    def usable(self, kept: Measured | None, /) -> Measured | None:
        """Return earlier measures of such a picture from the cache, or None if they don't fit it."""

    def __call__(self, pixels: PremultipliedPixels | IndexedPixels, ground: PremultipliedPixels, /) -> Measured:
        """Return the measures of the pixels of both, by the name of the rule that uses them."""


#: The measures of a picture, by rule: values that can be packed.
Measured = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EncodeRequest:
    """The files that one placement needs: an image under a rule, with its description, and for print also a page."""

    rule: EncodeRule
    about: Description
    page: PrintPage | None = None


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A picture to paint, as a tree with its digest, and a request for each placement that shows it.

    `ground` is what is behind its words; `drawing` is the file that faults name; `cache` has earlier results; `measure`
    gives the measures that rules need. `parts` are the photos and logos that the trees refer to.
    """

    tree: Tree
    ground: Tree
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

    `measured` has the measures that the task requested; `thumbnail` is a small image of the pixels, None if a picture
    of the task can't be made.
    """

    files: tuple[tuple[EncodedFile, ...] | Fault, ...]
    painted: bool
    seconds: dict[str, float]
    peak_bytes: int
    measured: Measured = field(default_factory=dict)
    thumbnail: EncodedFile | None = None
