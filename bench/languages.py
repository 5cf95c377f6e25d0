"""Build the campaign in one language, in two, and so on, and print how time, memory and files grow.

Run as `python -m bench.languages [--spec KIT.YAML] [--jobs N] [--rounds N] [--pack] [--keep] [COUNT ...]`. The
language of `kit.yaml` is the first, its translations follow by their tags. Each kit is made by a process of its own,
from nothing and again, in some rounds, of which the medians are printed; with `--pack` it is then judged by every rule
and packed, which takes longer than to make it. For all languages of the Union before they are translated,
`bench.pseudo_translations` writes a campaign to give as `--spec`.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from bench.own_process import measured
from bench.results import RESULTS, keep, measured_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit import Project

ROOT = Path(__file__).parents[1]
#: The section of the results that is this measurement's.
SECTION = "The campaign in more languages"
#: The columns of the table: what each is called, and how its value is written; then those of a kit that is packed.
COLUMNS = {
    "languages": "{languages:.0f}",
    "pictures": "{pictures:,.0f}",
    "s from nothing": "{build:.0f}",
    "s again": "{again:.1f}",
    "MB of a worker at most": "{worker:.0f}",
    "MB of the process that waits": "{waiting:.0f}",
    "MB of the kit": "{kit:.0f}",
}
PACKED = {
    "s to judge and pack": "{pack:.0f}",
    "zips": "{zips:.0f}",
    "MB of the zips": "{zipped:.0f}",
    "MB of the largest": "{largest:.0f}",
}


def main() -> None:
    """Measure and print, or make one kit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", metavar="COUNT", help="of how many languages, by default each")
    parser.add_argument("--spec", type=Path, default=ROOT, help="the campaign")
    parser.add_argument("--jobs", type=int, default=None, help="worker processes; by default one a core")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is made")
    parser.add_argument("--pack", action="store_true", help="judge and pack each kit too")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    parser.add_argument("--tags", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.tags:
        print(json.dumps(_made(asked.spec, asked.tags.split(","), asked.jobs, pack=asked.pack)))
        return
    tags = kit.load(asked.spec).languages
    rows = []
    options = [*(["--jobs", str(asked.jobs)] if asked.jobs else []), *(["--pack"] if asked.pack else [])]
    options += ["--spec", str(asked.spec), "--tags"]
    with tempfile.TemporaryDirectory() as folder:
        for count in asked.counts or range(1, len(tags) + 1):
            rounds = []
            for _ in range(asked.rounds):
                rounds.append(measured("bench.languages", [*options, ",".join(tags[:count])], folder))
                print(rounds[-1], file=sys.stderr, flush=True)
            rows.append({name: statistics.median(one[name] for one in rounds) for name in rounds[0]})
    medians = f"medians of {asked.rounds} rounds, " if asked.rounds > 1 else ""
    text = f"{medians.capitalize()}{measured_on()}; {', '.join(tags)}, in this order.\n\n{table(rows)}"
    print(text)
    if asked.keep:
        keep(SECTION, text)


def table(rows: Sequence[Mapping[str, float]]) -> str:
    """Return what was measured as a table, with a row for each kit."""
    columns = COLUMNS | PACKED if all("pack" in row for row in rows) else COLUMNS
    cells = [[*columns], ["---"] * len(columns), *([form.format(**row) for form in columns.values()] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _made(spec: Path, tags: Sequence[str], jobs: int | None, *, pack: bool) -> dict[str, float]:
    """Make a kit twice, and pack it if asked to; return the seconds, the MB of memory and files, and their numbers."""
    project = kit.in_languages(kit.load(spec), tags)
    folder = tempfile.mkdtemp()
    first, again = (kit.build(project, folder, jobs=jobs) for _ in range(2))
    if not first.published or first.left_out:
        sys.exit(f"not everything was made; `kit check --spec {spec}` says why")
    made = {
        "languages": len(first.languages),
        "pictures": len(first.assets),
        "build": first.took,
        "again": again.took,
        "worker": first.peak_bytes / 1e6,
        "waiting": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        "kit": sum(path.stat().st_size for path in first.folder.rglob("*") if path.is_file()) / 1e6,
    }
    return made | (_packed(project, first.folder) if pack else {})


def _packed(project: Project, folder: Path) -> dict[str, float]:
    """Judge and pack a kit; return the seconds, and the number and the MB of its zips."""
    began = time.perf_counter()
    zips = [path.stat().st_size / 1e6 for path in kit.pack(folder, folder.parent, project=project)]
    seconds = time.perf_counter() - began
    return {"pack": seconds, "zips": len(zips), "zipped": sum(zips), "largest": max(zips)}


if __name__ == "__main__":
    main()
