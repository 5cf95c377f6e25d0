"""Build the whole kit twice into an empty folder and print where the time and the memory go.

Run as `python -m bench.build [--jobs N]`. The first build starts from nothing, the second finds everything in the
cache; seconds of painting and encoding are added up over the workers.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from kit.run.jobs.pool import worker_count

if TYPE_CHECKING:
    from kit import BuildResult

ROOT = Path(__file__).parents[1]
STAGES = ("compose", "paint", "measure", "encode", "publish")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=worker_count(None), help="worker processes")
    jobs = parser.parse_args().jobs
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KIT_CACHE"] = folder
        for label in ("from nothing", "again, unchanged"):
            began = time.perf_counter()
            project = kit.load(ROOT)
            result = kit.build(project, Path(folder, "dist"), jobs=jobs)
            _print(label, result, time.perf_counter() - began, jobs)


def _print(label: str, result: BuildResult, seconds: float, jobs: int) -> None:
    images = len(result.assets)
    megapixels = sum(asset.width * asset.height for asset in result.assets) / 1e6
    print(f"{label}: {images} images, {megapixels:.0f} megapixels, {jobs} workers")
    print(f"  {seconds:.1f} s, {images / seconds:.1f} pictures/s, {megapixels / seconds:.1f} megapixels/s")
    memory = f"peak memory of a worker {result.peak_bytes / 2**20:.0f} MiB"
    print(f"  {result.composed} composed, {result.painted} painted; {memory}")
    work = sum(result.seconds.get(stage, 0.0) for stage in STAGES) or 1.0
    for stage in STAGES:
        spent = result.seconds.get(stage, 0.0)
        print(f"  {stage:<8} {spent:6.1f} s  {spent / work:4.0%}")


if __name__ == "__main__":
    main()
