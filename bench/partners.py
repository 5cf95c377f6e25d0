"""Build the kits of many partners in one run, and print what one more costs, and what it has in common with others.

Run as `python -m bench.partners [--partners N] [--languages TAG,TAG] [--rounds N] [--keep]`. A kit alone, and those of
all partners, are each made from nothing by a process of its own, side by side in each round. The names and addresses of
the partners are invented.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

import kit
from bench.own_process import measured
from bench.results import RESULTS, keep, measured_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[1]
#: The section of the results that is this measurement's.
SECTION = "Kits of many partners"
#: What a project is made of.
_OF_A_PROJECT = ("kit.yaml", "templates", "fonts", "locales", "logos")
#: Of how many pictures one is compared pixel by pixel.
_ONE_IN = 4


def main() -> None:
    """Measure and print, or build the kits of some partners."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--partners", type=int, default=50, help="how many partners")
    parser.add_argument("--languages", default="en,de", help="the languages of each kit")
    parser.add_argument("--rounds", type=int, default=1, help="how often all are made")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    parser.add_argument("--spec", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    tags = asked.languages.split(",")
    if asked.spec:
        print(json.dumps(_built(asked.spec, asked.partners, tags)))
        return
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder, "project"), asked.partners)
        options = ["--spec", str(root), "--languages", asked.languages, "--partners"]
        for _ in range(asked.rounds):
            rounds.append([measured("bench.partners", [*options, str(n)], folder) for n in (1, asked.partners)])
            print(rounds[-1], file=sys.stderr, flush=True)
    alone, all_ = (_medians([one[which] for one in rounds]) for which in (0, 1))
    text = f"{measured_on()}; kits in {asked.languages}. {described(alone, all_, asked.partners)}"
    print(text)
    if asked.keep:
        keep(SECTION, text)


def _medians(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def described(alone: Mapping[str, float], all_: Mapping[str, float], partners: int) -> str:
    """Return what was measured of a kit alone and of those of all partners, as sentences and a table."""
    further = (all_["seconds"] - alone["seconds"]) / (partners - 1)
    lines = [
        f"A further kit takes {further:.1f} s, {further / alone['seconds']:.2f} of one alone.",
        f"{all_['pixels']:.1%} of the pixels of two of them are the same, and {all_['files']:.1%} of their files.",
        "",
        "| kits | s | MB of a worker at most | MB of the process that waits | files | MB | MB that are not equal |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    row = "| {kits:.0f} | {seconds:.1f} | {worker:.0f} | {waiting:.0f} | {count:,.0f} | {mb:.0f} | {different:.0f} |"
    return "\n".join([*lines, *(row.format(**each) for each in (alone, all_))])


def write_project(folder: Path, partners: int) -> Path:
    """Write the campaign with some partners into a folder; return it."""
    folder.mkdir()
    for name in _OF_A_PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    rows = (
        f'town-{number:03}: {{name: Town {number}, link: "https://www.change.org/csf-town-{number}"}}\n'
        for number in range(1, partners + 1)
    )
    (folder / "partners.yaml").write_text("".join(rows), "utf-8")
    return folder


def _built(root: Path, partners: int, languages: Sequence[str]) -> dict[str, float]:
    """Build the kits of the first partners of a project; return the seconds, and the MB of memory and of files."""
    began, worker = time.perf_counter(), 0
    found = kit.partners_of(root)
    projects = {id_: one for id_, one in [*found.items()][:partners] if isinstance(one, kit.Project)}
    projects = {id_: kit.in_languages(one, languages) for id_, one in projects.items()}
    out, folders = tempfile.mkdtemp(), list[Path]()
    for id_, result in kit.build_partners(projects, out):
        if isinstance(result, tuple) or not result.published:
            sys.exit(f"the kit of '{id_}' was not made")
        worker, folders = max(worker, result.peak_bytes), [*folders, result.folder]
    seconds = time.perf_counter() - began
    waiting = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    sizes = {sha256(path.read_bytes()).hexdigest(): path.stat().st_size for path in files}
    same = _in_common(*sorted(folders)[:2]) if partners > 1 else (1.0, 1.0)
    return {
        "kits": len(folders),
        "seconds": seconds,
        "worker": worker / 1e6,
        "waiting": waiting,
        "count": len(files),
        "mb": sum(path.stat().st_size for path in files) / 1e6,
        "different": sum(sizes.values()) / 1e6,
        "files": same[0],
        "pixels": same[1],
    }


def _in_common(one: Path, other: Path) -> tuple[float, float]:
    """Return the parts of the files, and of the pixels of some pictures, that are the same in two kits."""
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    equal = sum((one / name).read_bytes() == (other / name).read_bytes() for name in names if (other / name).is_file())
    pictures = [name for name in names if name.suffix in {".png", ".jpg"}][::_ONE_IN]
    same, all_ = 0, 0
    for name in pictures:
        first, second = (np.asarray(Image.open(folder / name).convert("RGB")) for folder in (one, other))
        same, all_ = same + int((first == second).all(axis=2).sum()), all_ + first.shape[0] * first.shape[1]
    return equal / len(names), same / all_


if __name__ == "__main__":
    main()
