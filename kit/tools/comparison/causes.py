"""Group differing pictures by their causes: a line of `kit.yaml`, a drawing, or differences of the manifests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from kit.tools.comparison.changes import Cause, ChangeGroup, FieldChange, PictureChange, ProjectChange, Scope

_KINDS = ("value", "file", "manifest", "generator", "unknown")


def grouped(
    pictures: Iterable[PictureChange], changes: Sequence[ProjectChange] | None, engines: Sequence[FieldChange]
) -> tuple[tuple[ChangeGroup, ...], tuple[Cause, ...]]:
    """Return pictures in groups with the same causes, and the changes of the projects that no picture shows.

    Without `changes` of projects, or if none explains a picture, the causes come from the manifests; failing that, they
    are the programs in `engines` that differ. Groups are in the order of their first causes.
    """
    groups: dict[tuple[Cause, ...], list[PictureChange]] = defaultdict(list)
    for picture in pictures:
        found = tuple(change.cause for change in changes or () if concerns(change.scope, picture))
        groups[found or causes_from_manifests(picture, engines, from_projects=changes is not None)].append(picture)
    order = {change.cause: index for index, change in enumerate(changes or ())}

    def place(causes: tuple[Cause, ...]) -> tuple[int, int]:
        """Return the sort key of a group: the kind of its first cause, then the order of the changes."""
        return _KINDS.index(causes[0].kind), order.get(causes[0], 0)

    seen = {cause for causes in groups for cause in causes}
    unseen = tuple(change.cause for change in changes or () if change.cause not in seen)
    return tuple(ChangeGroup(causes, tuple(groups[causes])) for causes in sorted(groups, key=place)), unseen


def concerns(scope: Scope, picture: PictureChange) -> bool:
    """Return whether a change may be a cause of a picture's difference."""
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


#: The fields of a manifest that explain why a picture looks different, and their names.
_NAMES = {
    "layout": "layout of {message}",
    "drawing": "drawing of {message}",
    "theme": "theme of {message}",
    "alt": "words of {message}",
    "caption": "caption of {message}",
    "link": "link of {message}",
    "qr": "QR code of {message}",
}
#: What looks different without other words, layout, drawing or theme.
_LOOKS = frozenset({"pixels", "size", "page", "file", "path"})


def causes_from_manifests(
    picture: PictureChange, engines: Sequence[FieldChange], *, from_projects: bool = False
) -> tuple[Cause, ...]:
    """Return the causes that two manifests show for a picture: at least one, in the last resort an unknown one."""
    if picture.status != "changed":
        cause = Cause("manifest", f"pictures of {picture.asset.message}", status=picture.status)
        return (Cause("unknown", f"drawn from {picture.asset.drawing}") if from_projects else cause,)
    causes = tuple(_manifest_causes(picture)) if not from_projects else ()
    explained = causes and not (picture.aspects & _LOOKS and {cause.name.split()[0] for cause in causes} == {"caption"})
    return causes if explained else (*causes, _last_resort(picture, engines))


def _manifest_causes(picture: PictureChange) -> Iterator[Cause]:
    for change in picture.fields:
        if change.field in _NAMES and change.field in picture.aspects:
            old, new = changed_words(change.old or "", change.new or "")
            yield Cause("manifest", _NAMES[change.field].format(message=picture.asset.message), None, old, new)


def _last_resort(picture: PictureChange, engines: Sequence[FieldChange]) -> Cause:
    """Return the cause of last resort: other programs, or unknown."""
    if engines:
        versions = (f"{change.field} {change.old or 'none'} → {change.new or 'none'}" for change in engines)
        return Cause("generator", ", ".join(versions))
    return Cause("unknown", f"drawn from {picture.asset.drawing or picture.asset.layout}")


#: A text with more words is not compared word by word, which takes quadratic time.
MOST_WORDS = 2000
_WORD = re.compile(r"\s+|[^\s\w]|\w+")


class WordRun(NamedTuple):
    """A piece of text in both, or only in the old or the new one."""

    kind: Literal["same", "old", "new"]
    text: str


def word_runs(old: str, new: str) -> tuple[WordRun, ...]:
    """Return the text of both in runs, in order: removed text before what replaced it."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return tuple(run for run in (WordRun("old", old), WordRun("new", new)) if run.text)
    return tuple(_runs(before, after))


def _runs(before: list[str], after: list[str]) -> Iterator[WordRun]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[begin:stop])
        if kind == "equal":
            yield WordRun("same", new)
            continue
        if old:
            yield WordRun("old", old)
        if new:
            yield WordRun("new", new)


def changed_words(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two texts: the words from the first difference to the last."""
    before, after = old.split(), new.split()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return " ".join(before[start : len(before) - end]), " ".join(after[start : len(after) - end])
