"""Measure how long `kit diff` takes for the whole campaign: a word more in one message, without a cache and with one.

    python -m bench.compare [--times 3]

A repository of the campaign is made in a temporary folder; its HEAD is compared with the `kit.yaml` as it is then.
Prints the seconds, and those of processor time of all processes.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What of the repository a project is made of.
_PARTS = ("kit.yaml", "templates", "fonts")
_SOMEBODY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@kit.example")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="how often each is measured")
    asked = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory() as folder:
        project, cache = _repository(Path(folder) / "project"), Path(folder) / "kept"
        os.environ["KIT_CACHE"] = str(cache)
        for name, kept in (("without a cache", False), ("with a cache", True)):
            for _ in range(asked.times):
                if not kept:
                    shutil.rmtree(cache, ignore_errors=True)
                print(f"{name}: {_measured(project)}")
    print(f"load {os.getloadavg()[0]:.1f} after")


def _repository(project: Path) -> Path:
    """Make a repository of the campaign, whose `kit.yaml` has a word more than is committed; return its folder."""
    for name in _PARTS:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _beside(project, name))
    _git(project, "init", "--quiet")
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message", "As it is")
    spec = project / "kit.yaml"
    spec.write_text(re.sub(r"(headline: Some lights)", r"\1 here", spec.read_text("utf-8"), count=1), "utf-8")
    return project


def _beside(project: Path, name: str) -> Path:
    project.mkdir(exist_ok=True)
    return project / name


def _git(project: Path, *arguments: str) -> None:
    subprocess.run(["git", *_SOMEBODY, *arguments], cwd=project, check=True)  # noqa: S603, S607


def _measured(project: Path) -> str:
    """Return what a comparison took and found."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "kit", "diff", "HEAD", "--spec", str(project)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{took:.1f} s, {used:.1f} s of processors; {(ran.stdout or ran.stderr).strip().splitlines()[-1]}"


if __name__ == "__main__":
    main()
