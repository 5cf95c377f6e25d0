"""Folders that nobody but their user can write."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

#: Who may write a folder besides its owner.
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_PRIVATE = stat.S_IRWXU


def make_private(folder: str) -> None:
    """Make a folder, and those around it that are missing, for this user alone, whatever the umask. Raises OSError."""
    try:
        os.mkdir(folder, _PRIVATE)  # noqa: PTH102  (for each entry: a Path takes longer than the system)
    except FileExistsError:
        return
    except FileNotFoundError:
        make_private(os.path.dirname(folder))  # noqa: PTH120
        with suppress(FileExistsError):  # another process made it meanwhile
            os.mkdir(folder, _PRIVATE)  # noqa: PTH102
    os.chmod(folder, _PRIVATE)  # noqa: PTH101


def is_private(folder: str, *, through_links: bool = False) -> bool:
    """Tell whether something is a folder of this user that nobody else can write. Raises OSError."""
    found = os.stat(folder, follow_symlinks=through_links)  # noqa: PTH116
    if not stat.S_ISDIR(found.st_mode) or os.name == "nt":  # folders of a user are private there
        return stat.S_ISDIR(found.st_mode)
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS
