"""The parts that a kit is handed on in: what they are called, and what they hold."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kit.model.part import OF_LANGUAGE, OF_MESSAGE, OF_PLATFORM, KitPart
from kit.store.file_names import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.asset import Asset
    from kit.model.manifest import Manifest


def parts_of(manifest: Manifest) -> Iterator[KitPart]:
    """Yield every part of a kit: each language, and of it each platform and each message, if it has several."""
    kit = f"{manifest.kit.name}-{manifest.kit.version}"
    for language in sorted({asset.language for asset in manifest.assets}):
        own = tuple(asset for asset in manifest.assets if asset.language == language)
        names = {"kit": kit, "language": language.lower()}
        yield KitPart(OF_LANGUAGE.format(**names), own, is_language=True)
        for field, form in (("platform", OF_PLATFORM), ("message", OF_MESSAGE)):
            found = sorted({getattr(asset, field) for asset in own})
            for value in found if len(found) > 1 else ():
                some = tuple(asset for asset in own if getattr(asset, field) == value)
                yield KitPart(form.format(**names, **{field: value}), some, is_language=False)


def names_of(manifest: Manifest) -> list[str]:
    """Return what the folder of a kit with these files may be called: the whole kit, or any part that may hold them."""
    whole = ascii(f"{manifest.kit.name}-{manifest.kit.version}")[1:-1]
    names = {
        field: {ascii(getattr(asset, field))[1:-1] for asset in manifest.assets}
        for field in ("language", "platform", "message")
    }
    one = {field: next(iter(found)) for field, found in names.items() if len(found) == 1}
    if "language" not in one:
        return [whole]
    one |= {"kit": whole, "language": one["language"].lower()}
    forms = {OF_LANGUAGE: "language", OF_PLATFORM: "platform", OF_MESSAGE: "message"}
    return [whole, *(form.format(**one) for form, field in forms.items() if field in one)]


def files_of(assets: Iterable[Asset]) -> set[str]:
    """Return the names of all files that belong to some entries: images, pages, the words beside them, thumbnails."""
    texts = {f"{asset.path.rpartition('.')[0]}{ending}" for asset in assets for ending in (".caption.txt", ".alt.txt")}
    return texts | {path for asset in assets for path in (asset.path, asset.thumbnail) if path}


def folder_in_zip(name: str, files: Iterable[str]) -> str:
    """Return what the folder of a part is called in its zip: as the part, cut where names in it would be too long."""
    room = LONGEST - 1 - max(map(len, chain(files, ("",)))) - len("/")
    return name if len(name) <= room else name[: max(room, 1)].rstrip("-_.")
