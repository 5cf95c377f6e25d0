"""Group pictures that differ by what made them differ: a line of `kit.yaml`, a drawing, or what two manifests tell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.comparison.told_apart import told_causes
from kit.model.comparison import Cause, ChangeGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.model.comparison import FieldChange, PictureChange, ProjectChange, Scope

_KINDS = ("value", "file", "manifest", "generator", "unknown")


def grouped(
    pictures: Iterable[PictureChange], changes: Sequence[ProjectChange] | None, engines: Sequence[FieldChange]
) -> tuple[tuple[ChangeGroup, ...], tuple[Cause, ...]]:
    """Return pictures in groups of the same causes, and the changes of the projects that no picture shows.

    Without `changes` of projects, or where none explains a picture, it is what the manifests say; and where they say
    nothing, the programs in `engines` that differ. Groups are in the order of their first causes.
    """
    groups: dict[tuple[Cause, ...], list[PictureChange]] = defaultdict(list)
    for picture in pictures:
        found = tuple(change.cause for change in changes or () if concerns(change.scope, picture))
        groups[found or told_causes(picture, engines, from_projects=changes is not None)].append(picture)
    order = {change.cause: index for index, change in enumerate(changes or ())}

    def place(causes: tuple[Cause, ...]) -> tuple[int, int]:
        """Return where a group stands: by the kind of its first cause, then in the order of the changes."""
        return _KINDS.index(causes[0].kind), order.get(causes[0], 0)

    seen = {cause for causes in groups for cause in causes}
    unseen = tuple(change.cause for change in changes or () if change.cause not in seen)
    return tuple(ChangeGroup(causes, tuple(groups[causes])) for causes in sorted(groups, key=place)), unseen


def concerns(scope: Scope, picture: PictureChange) -> bool:
    """Tell whether a change may be why a picture differs."""
    if scope.aspects.isdisjoint(picture.aspects):
        return False
    sides = [asset for asset in (picture.old, picture.new) if asset]
    wanted = (
        (scope.messages, {asset.message for asset in sides}),
        (scope.placements, {asset.placement for asset in sides}),
        (scope.layouts, {asset.layout for asset in sides}),
        (scope.drawings, {asset.drawing for asset in sides}),
        (scope.themes, {asset.theme for asset in sides}),
        (scope.languages, {asset.language for asset in sides}),
        (None if scope.frame is None else {scope.frame}, {asset.frame for asset in sides}),
    )
    return all(some is None or not some.isdisjoint(own) for some, own in wanted)
