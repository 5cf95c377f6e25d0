"""What differs between two kits: which pictures, in what, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault, Mark
    from kit.model.asset import Asset


Status = Literal["added", "removed", "changed"]
#: What may differ in a picture. `presence` is that it is there at all; `file` that its files hold other bytes though
#: it looks and says the same.
Aspect = Literal[
    "presence", "pixels", "size", "page", "caption", "alt", "link", "qr", "drawing", "layout", "theme", "path", "file"
]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why pictures differ: one value in a file of the project, a whole file, or what can be told from two kits alone.

    `kind` is `value` for a value with a place in a YAML file, `file` for a drawing, font, photo or logo, `manifest` for
    what the manifests of two kits say, `generator` where only the programs differ that made them, and `unknown`.
    `name` is the path to the value, such as `messages.sign.copy.headline`, the file, or what is meant in words. `mark`
    is its place in the new kit, or in the old one where it is no longer there. `old` and `new` are what is written,
    None where nothing is, and both None for files.
    """

    kind: Literal["value", "file", "manifest", "generator", "unknown"]
    name: str
    mark: Mark | None = None
    old: str | None = None
    new: str | None = None
    status: Status = "changed"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which pictures a change may concern, and in what; None stands for all."""

    aspects: frozenset[Aspect]
    messages: frozenset[str] | None = None
    frame: int | None = None
    placements: frozenset[str] | None = None
    layouts: frozenset[str] | None = None
    drawings: frozenset[str] | None = None
    themes: frozenset[str] | None = None
    languages: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """One thing that differs between two projects, and the pictures that it may concern."""

    cause: Cause
    scope: Scope


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field of the manifest said and says; None where there is nothing."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class PixelChange:
    """How two pictures of one size differ.

    `changed` of `total` pixels differ, by up to `largest` of 255 levels in a channel. In `box`, left, top, right and
    bottom in px, are all that differ by more than palettes make edges differ; all at all, where none differs by more.
    """

    changed: int
    total: int
    largest: int
    box: tuple[int, int, int, int]

    @property
    def share(self) -> float:
        """The part of the pixels that differ, between 0 and 1."""
        return self.changed / self.total


@dataclass(frozen=True, slots=True)
class PictureChange:
    """One picture that is in one of two kits only, or differs between them.

    `old` and `new` are the entries of its image in the manifests, or of its page where it has no image. `pixels` is
    None where they are the same, or of two sizes. `fault` says why the pixels could not be compared. Its images on a
    page have names that begin with `stem`.
    """

    name: str
    status: Status
    old: Asset | None
    new: Asset | None
    aspects: frozenset[Aspect]
    fields: tuple[FieldChange, ...] = ()
    pixels: PixelChange | None = None
    fault: Fault | None = None
    stem: str = ""

    @property
    def asset(self) -> Asset:
        """The entry of the new kit, or of the old one where the picture was removed."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  (a change is of something)
        return found

    @property
    def is_seen(self) -> bool:
        """Tell whether people can see or read what differs; else only the bytes of files do."""
        return not self.aspects <= {"file", "page"}


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The pictures that differ for the same reasons."""

    causes: tuple[Cause, ...]
    pictures: tuple[PictureChange, ...]


@dataclass(frozen=True, slots=True)
class ComparedKit:
    """One of two kits that are compared: as it was asked for, its name and version, and how many pictures it has.

    `unmade` holds the pictures that could not be built, by name, with every reason.
    """

    asked: str
    kit: str
    pictures: int
    unmade: tuple[tuple[str, tuple[Fault, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two kits.

    `kit` is what changed in what they say of themselves, such as the version; `unseen` are changes of the project that
    no picture shows. `page` is the page that was written, if one was asked for.
    """

    old: ComparedKit
    new: ComparedKit
    groups: tuple[ChangeGroup, ...]
    kit: tuple[FieldChange, ...] = ()
    unseen: tuple[Cause, ...] = ()
    page: Path | None = field(default=None)

    @property
    def pictures(self) -> tuple[PictureChange, ...]:
        """Every picture that differs, group by group."""
        return tuple(picture for group in self.groups for picture in group.pictures)

    @property
    def differs(self) -> bool:
        """Tell whether anything differs: a picture, what the kits say of themselves, or what could be built."""
        return bool(self.groups or self.kit or self.old.unmade != self.new.unmade)
