"""Links where folders are expected: as a clone brings them, or put there when a folder was just opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.base.real_folders import RealFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def replace_by_link(folder: Path, elsewhere: Path) -> None:
    """Move a folder away, and put a link to another one in its place."""
    folder.rename(folder.with_name(f"{folder.name}-moved-away"))
    folder.symlink_to(elsewhere)


def swap_before(
    monkeypatch: pytest.MonkeyPatch, method: str, folder: Path, elsewhere: Path, *, into: bool = False
) -> Callable[[], bool]:
    """Replace a folder by a link once it was opened, just before it is used by a method; return whether that happened.

    With `into` the folder is the one that something is moved to.
    """
    used = getattr(RealFolder, method)
    done: list[Path] = []

    def use(self: RealFolder, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (of any method)
        opened = arguments[1] if into else self
        if not done and Path(opened.path) == folder:
            done.append(folder)
            replace_by_link(folder, elsewhere)
        return used(self, *arguments, **options)

    monkeypatch.setattr(RealFolder, method, use)
    return lambda: bool(done)
