"""Match the pictures of two kits by identity, not by file name, and return how they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kit.base.errors import Fault
from kit.model.artwork import PictureId
from kit.model.asset import LOSSLESS, PDF, Asset
from kit.model.manifest import KitSummary, Manifest
from kit.tools.comparison.changes import Aspect, FieldChange, PictureChange, PixelChange

#: The fields that are compared word by word, and the other fields of a picture.
_WORDS: tuple[Aspect, ...] = ("caption", "alt", "link", "qr")
_ABOUT: tuple[Aspect, ...] = ("layout", "drawing", "theme")
#: The kit's own fields that are shown when they change.
_KIT = (
    "name",
    "title",
    "version",
    "date",
    "language",
    "creator",
    "licence",
    "site",
    "first",
    "help",
    "about",
    "outcome",
)


class _Identity(NamedTuple):
    """The identity of a picture in any kit; `copy` distinguishes entries that a manifest lists twice."""

    message: str
    frame: int
    placement: str
    language: str
    partner: str
    copy: int


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one picture: its image, its page to print, or both."""

    image: Asset | None
    page: Asset | None

    @property
    def asset(self) -> Asset:
        """The entry that represents the picture."""
        found = self.image or self.page
        assert found is not None  # noqa: S101  (see above)
        return found


def picture_changes(old: Manifest, new: Manifest) -> Iterator[PictureChange]:
    """Yield every picture that differs between two kits, in the order of the new one, removed ones last.

    Pixels are not compared: a picture whose image files differ in more than their texts has the aspect `pixels` until
    `measured` removes it.
    """
    before, after = _pictures(old.assets), _pictures(new.assets)
    several = len({identity.language for identity in (*before, *after)}) > 1
    for identity in (*after, *(known for known in before if known not in after)):
        change = _change(before.get(identity), after.get(identity), _name(identity, several=several))
        if change:
            yield change


def measured(change: PictureChange, pixels: PixelChange | None, fault: Fault | None = None) -> PictureChange:
    """Return a change with its measured pixels.

    It has the aspect `pixels` if pixels differ, whatever the manifest says, or if a fault prevented the comparison.
    Pictures of two sizes have no pixels to compare.
    """
    if pixels and "file" in change.aspects:
        return replace(change, pixels=pixels, aspects=change.aspects - {"file"} | {"pixels"})
    if pixels or fault or "pixels" not in change.aspects or "size" in change.aspects:
        return replace(change, pixels=pixels, fault=fault)
    aspects = _strong({*change.aspects} - {"pixels"} | {"file"})
    return replace(change, aspects=aspects)


def kit_changes(old: KitSummary, new: KitSummary) -> tuple[FieldChange, ...]:
    """Return the kits' own fields that differ: name, version, date, licence and the like."""
    before, after = ({name: _field_text(kit, name) for name in _KIT} for kit in (old, new))
    return tuple(FieldChange(name, before[name], after[name]) for name in _KIT if before[name] != after[name])


def _field_text(kit: KitSummary, name: str) -> str | None:
    """Return one of the kit's own fields as text; None if it is empty."""
    if name == "help":
        return f"{kit.help.text} {kit.help.url}" if kit.help else None
    if name == "about":
        return f"{kit.about.text} {kit.about.by} {kit.about.url}" if kit.about else None
    return getattr(kit, name) or None


def engine_changes(old: Manifest, new: Manifest) -> tuple[FieldChange, ...]:
    """Return the programs whose versions differ between two kits."""
    names = sorted({*old.engines, *new.engines}, key=lambda name: (name != "kit", name))
    changes = (FieldChange(name, old.engines.get(name), new.engines.get(name)) for name in names)
    return tuple(change for change in changes if change.old != change.new)


def _pictures(assets: Iterable[Asset]) -> dict[_Identity, _Files]:
    """Return the files of each picture by its identity, in the order of their paths."""
    files: dict[_Identity, dict[bool, Asset]] = defaultdict(dict)
    for asset in assets:
        identity, is_page = _Identity(*_identity_of(asset), 0), asset.media_type == PDF
        while is_page in files[identity]:
            identity = identity._replace(copy=identity.copy + 1)
        files[identity][is_page] = asset
    return {identity: _Files(own.get(False), own.get(True)) for identity, own in files.items()}


def _identity_of(asset: Asset) -> tuple[str, int, str, str, str]:
    return asset.message, asset.frame or 0, asset.placement, asset.language, asset.partner or ""


def _name(identity: _Identity, *, several: bool) -> str:
    """Return the name of a picture as in findings, with its language if the kits have several."""
    name = PictureId(identity.message, identity.placement, identity.language, identity.frame or None)
    more = (identity.language if several else "", identity.partner, str(identity.copy + 1) if identity.copy else "")
    return " ".join(filter(None, (str(name), *more)))


def _change(old: _Files | None, new: _Files | None, name: str) -> PictureChange | None:
    if old is None or new is None:
        sides = (old.asset if old else None, new.asset if new else None)
        return PictureChange(name, "added" if old is None else "removed", *sides, frozenset({"presence"}))
    before, after = old.asset, new.asset
    if old.image and new.image:
        before, after = old.image, new.image
    aspects = {*_aspects(before, after)} | {*_page_aspects(old.page, new.page)}
    changes = tuple(
        FieldChange(field, one, other)
        for field in (*_WORDS, *_ABOUT, "path", "media_type")
        if (one := getattr(before, field)) != (other := getattr(after, field))
    )
    return PictureChange(name, "changed", before, after, _strong(aspects), changes) if aspects else None


def _strong(aspects: set[Aspect]) -> frozenset[Aspect]:
    """Return the aspects in which a picture differs, with `file` only if there is no other."""
    return frozenset(aspects - {"file", "page"} or aspects)


def _aspects(old: Asset, new: Asset) -> Iterator[Aspect]:
    """Yield the aspects in which two entries of one picture differ."""
    yield from (aspect for aspect in (*_WORDS, *_ABOUT, "path") if getattr(old, aspect) != getattr(new, aspect))
    if (old.width, old.height) != (new.width, new.height):
        yield "size"
    if old.sha256 != new.sha256:
        lossless = old.media_type == new.media_type and new.media_type in LOSSLESS
        yield "file" if (lossless and old.pixels_sha256 == new.pixels_sha256) or PDF in _types(old, new) else "pixels"


def _types(*assets: Asset) -> set[str]:
    return {asset.media_type for asset in assets}


def _page_aspects(old: Asset | None, new: Asset | None) -> Iterator[Aspect]:
    if (old.sha256 if old else None) != (new.sha256 if new else None):
        yield "page"
