"""Put what was made in a staging folder into its place: the old kit stays whole until the new one is there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kit.store.contents import SUMS
from kit.store.safe_removal import is_kit, remove_kit
from kit.store.staging import KEPT, OLD, require_undisturbed
from kit.store.syncing import sync_folder, sync_tree

if TYPE_CHECKING:
    from pathlib import Path


def publish(made: Path, kit: Path) -> list[Path]:
    """Put a finished folder in the place of a kit; return where files of people lie now that were in the old one.

    When that fails the old kit is put back. Raises OutputError when files of the finished folder were deleted.
    """
    require_undisturbed(made)
    sync_tree(made)
    old, kept = kit.with_name(OLD + kit.name), kit.parent / KEPT / kit.name
    # Kits of builds that were cut short were put in order before: what lies there now is people's own.
    moved = remove_kit(old, kept) if os.path.lexists(old) and os.path.lexists(kit) else []
    try:
        if os.path.lexists(kit):
            kit.rename(old)
        made.rename(kit)
    except BaseException:
        if os.path.lexists(old) and not os.path.lexists(kit):
            old.rename(kit)
        raise
    sync_folder(kit.parent)
    return moved + (remove_kit(old, kept, kit) if os.path.lexists(old) else [])


def publish_files(made: Path, out: Path) -> None:
    """Put finished files in their place, each whole in one step and the list of sums last."""
    sync_tree(made)
    for path in sorted(made.iterdir(), key=lambda path: path.name == SUMS):
        path.replace(out / path.name)
    sync_folder(out)


def remove_outdated(folder: Path) -> list[Path]:
    """Remove what an earlier build left that did not succeed; return where files of people lie now that were in it."""
    return remove_kit(folder, folder.parent / KEPT / folder.name) if is_kit(folder) else []
