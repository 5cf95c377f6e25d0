"""Projects in real repositories of git, as their owner makes them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from support.campaigns import golden_files, written

if TYPE_CHECKING:
    from pathlib import Path

#: The golden message with a photo; the text of its drawing is one that git may change.
FILES = {
    **golden_files("bus", platforms="x/square"),
    "templates/svg/card/square.svg": "<svg>$Format:%H$ $Id$</svg>\n",
    "locales/de.yaml": "bus: Bus\n",
    "images/bus.png": "a photo\n",
    "elsewhere.txt": "not of the project\n",
}
SPEC = str(FILES["kit.yaml"])
#: The files that are taken of it.
TAKEN = {
    name: data if isinstance(data, bytes) else data.encode() for name, data in FILES.items() if name != "elsewhere.txt"
}
_NAMES = ("-c", "user.name=Somebody", "-c", "user.email=somebody@kit.example", "-c", "init.defaultBranch=main",
          "-c", "protocol.file.allow=always")  # fmt: skip


def git(folder: Path, *arguments: str, data: bytes | None = None, cwd: Path | None = None) -> str:
    """Run git on the repository of a folder, without the settings of the user; return what it writes."""
    env = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(folder), *_NAMES, *arguments]
    return (
        subprocess.run(command, cwd=cwd, env=env, check=True, capture_output=True, input=data).stdout.decode().strip()
    )


def commit(folder: Path, name: str) -> str:
    """Commit all files of a folder, and tag the commit; return its hash."""
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", name)
    git(folder, "tag", name)
    return git(folder, "rev-parse", "HEAD")


def make(folder: Path, *options: str, **files: str) -> Path:
    """Write the project, with other files besides, commit all as `first`, and return its folder."""
    written(folder, {**FILES, **{name.replace("__", "."): text for name, text in files.items()}})
    git(folder, "init", "--quiet", *options)
    commit(folder, "first")
    return folder
