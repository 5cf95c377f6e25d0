"""What differs between two kits: which pictures, in what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kit.base.errors import Fault, Mark
from kit.model.asset import Asset

Status = Literal["added", "removed", "changed"]
#: What may differ in a picture. `presence` is whether it exists; `file` means that its files have other bytes although
#: it looks and reads the same.
Aspect = Literal[
    "presence", "pixels", "size", "page", "caption", "alt", "link", "qr", "drawing", "layout", "theme", "path", "file"
]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why pictures differ: one value in a file of the project, a whole file, or what two kits alone can show.

    `kind` is `value` for a value in a YAML file, `file` for a drawing, font, photo or logo, `manifest` for a
    difference of two manifests, `generator` if only the programs that made them differ, or `unknown`. `name` is the
    path to the value, such as `messages.sign.copy.headline`, the file, or a description. `mark` is its place in the
    new kit, or in the old one if it was removed. `old` and `new` are the values, None if there is none, and both None
    for files.
    """

    kind: Literal["value", "file", "manifest", "generator", "unknown"]
    name: str
    mark: Mark | None = None
    old: str | None = None
    new: str | None = None
    status: Status = "changed"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which pictures a change may affect, and in what; None means all."""

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
    """One difference between two projects, and the pictures that it may affect."""

    cause: Cause
    scope: Scope


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The old and new value of a field of the manifest; None if it has none."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class PixelChange:
    """How two pictures of one size differ.

    `changed` of `total` pixels differ, by up to `largest` of 255 levels in a channel. `box`, left, top, right and
    bottom in px, contains all that differ by more than palettes make edges differ, or all if none differs by more.
    """

    changed: int
    total: int
    largest: int
    box: tuple[int, int, int, int]

    @property
    def share(self) -> float:
        """The fraction of pixels that differ, from 0 to 1."""
        return self.changed / self.total


@dataclass(frozen=True, slots=True)
class PictureChange:
    """One picture that is in only one of two kits, or differs between them.

    `old` and `new` are the entries of its image in the manifests, or of its page if it has no image. `pixels` is None
    if they are the same, or differ in size. `fault` says why the pixels could not be compared. The names of its images
    on a page begin with `stem`.
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
        """The entry of the new kit, or of the old one if the picture was removed."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  (a change is of something)
        return found

    @property
    def is_seen(self) -> bool:
        """Return whether people can see or read the difference; otherwise only the bytes of files differ."""
        return not self.aspects <= {"file", "page"}


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The pictures that differ for the same reasons."""

    causes: tuple[Cause, ...]
    pictures: tuple[PictureChange, ...]


@dataclass(frozen=True, slots=True)
class ComparedKit:
    """One of two compared kits: the name it was given by, its name and version, and its number of pictures.

    `unmade` has the pictures that could not be built, by name, with every reason, `left_out` the languages that are not
    compared because of an error in them, and the messages, as TAG/MESSAGE, each with the first.
    """

    asked: str
    kit: str
    pictures: int
    unmade: tuple[tuple[str, tuple[Fault, ...]], ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two kits.

    `kit` has the changes of the kits' own fields, such as the version; `unseen` are changes of the project that no
    picture shows. `page` is the page that was written, if any. `languages` are all that the kits have; only those of
    `compared` were asked for.
    """

    old: ComparedKit
    new: ComparedKit
    groups: tuple[ChangeGroup, ...]
    kit: tuple[FieldChange, ...] = ()
    unseen: tuple[Cause, ...] = ()
    page: Path | None = field(default=None)
    languages: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[PictureChange, ...]:
        """Every picture that differs, group by group."""
        return tuple(picture for group in self.groups for picture in group.pictures)

    @property
    def differs(self) -> bool:
        """Return whether anything differs: a picture, a field of the kits, or what could be built."""
        same = self.old.unmade == self.new.unmade and self.old.left_out.keys() == self.new.left_out.keys()
        return bool(self.groups or self.kit or not same)
