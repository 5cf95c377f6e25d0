"""Measure how long commands take that begin with what the last one left, and without it, beside another checkout.

    python -m bench.start [--times 15] [--beside FOLDER]

Each command runs in turn in each checkout, with a cache of its own and with none, on a copy of the campaign. Prints the
median and the least of the seconds, and the load.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
#: What of the repository a project is made of.
_PARTS = ("kit.yaml", "templates", "fonts", "locales")
#: What is measured: the command, and whether it is measured without a cache as well, as some take long then.
COMMANDS = {
    "list": (["list", "messages"], True),
    "render": (["render", "petition instagram/square", "-o", "one.png"], True),
    "build, unchanged": (["build"], False),
    "check, unchanged": (["check"], False),
}


class Side(NamedTuple):
    """A checkout whose generator is measured, and the cache that it has, if any."""

    name: str
    checkout: Path
    cache: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15, help="how often each command is measured")
    parser.add_argument("--beside", type=Path, help="another checkout, measured in turn with this one")
    parser.add_argument("--only", choices=[*COMMANDS], action="append", help="the commands, all by default")
    asked = parser.parse_args()
    checkouts = {"here": ROOT, **({"beside": asked.beside.resolve()} if asked.beside else {})}
    with tempfile.TemporaryDirectory() as folder:
        projects = {name: _project(Path(folder, name, "project")) for name in checkouts}
        for command_name in asked.only or COMMANDS:
            command, without = COMMANDS[command_name]
            sides = [
                Side(f"{one}, {'warm' if warm else 'no cache'}", place, str(Path(folder, one, "kept")) if warm else "")
                for one, place in checkouts.items()
                for warm in ((True, False) if without else (True,))
            ]
            _measure(command_name, command, sides, projects, asked.times)


def _project(folder: Path) -> Path:
    """Copy the campaign into a new folder."""
    for name in _PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder)
    return folder


def _measure(name: str, command: list[str], sides: list[Side], projects: dict[str, Path], times: int) -> None:
    """Run a command in turn on each side, after a first time that does not count, and print what it took."""
    spent: dict[str, list[float]] = {side.name: [] for side in sides}
    print(f"{name}: load {os.getloadavg()[0]:.1f} before", flush=True)
    for turn in range(times + 1):
        for side in sides:
            took = _seconds(command, side, projects[side.name.partition(",")[0]])
            spent[side.name] += [took] if turn else []
    for label, seconds in spent.items():
        print(f"  {label:<18} median {statistics.median(seconds):.3f} s, least {min(seconds):.3f} s")
    print(f"  load {os.getloadavg()[0]:.1f} after", flush=True)


def _seconds(command: list[str], side: Side, project: Path) -> float:
    """Return how long a command took; a check that finds something counts as well."""
    env = {**os.environ, "KIT_CACHE": side.cache, "PYTHONPATH": str(side.checkout)}
    began = time.perf_counter()
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-P", "-m", "kit", *command], cwd=project, env=env, capture_output=True, check=False
    )
    took = time.perf_counter() - began
    if ran.returncode not in (0, 1):
        sys.exit(ran.stderr.decode())
    return took


if __name__ == "__main__":
    main()
