"""Build the kit from nothing in one process and print the processor time of each part; the parts add up to the whole.

Run as `python -m bench.parts [--only GLOB] [--language TAG,…] [--again] [--keep]`. A part is a function of the package,
counted without the parts that it calls, so that nothing is counted twice; the time between them is that of `the rest`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import cached_property, wraps
from importlib import import_module
from inspect import isgenerator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kit
from bench.results import RESULTS, keep, measured_on
from kit.run.pipeline.loading import in_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
#: The section of the results that is this measurement's.
SECTION = "Where the time of a build goes"
#: The functions of each part, by the modules that call them.
PARTS: dict[str, tuple[str, ...]] = {
    "resolve words": ("pipeline.picture_cache:resolve", "compose.composer:resolve"),
    "key of the picture": ("pipeline.picture_cache:fingerprint_text", "pipeline.picture_inputs:digest_of"),
    "read and lay out drawings": ("compose.composer:Composer.drawing_for", "compose.composer:lay_out"),
    "shape and fit words": ("compose.composer:fill_slot", "compose.composer:with_room"),
    "follow, cut, prune": (
        "compose.composer:shown",
        "compose.composer:below_blind",
        "compose.composer:cut_words",
        "compose.composer:follow_mirrored",
        "compose.composer:place_followers",
        "compose.composer:expand_patterns",
    ),
    "tree and digest": ("compose.composer:tree_of", "compose.composer:_ground", "model.tree:Tree.digest"),
    "judge what is composed": ("pipeline.making:judge", "pipeline.making:role_pairs"),
    "paint grounds": ("grounds:PaintedGround._canvas", "grounds:PaintedGround.pixels"),
    "paint words": ("grounds:PaintedGround.under",),
    "paint pages": ("jobs.render_task:Render._page",),
    "effects": ("jobs.render_task:with_pictures",),
    "palette: count colours": ("encode.reduced_palette:colours_of",),
    "palette of grounds": ("encode.ground_palette:palette_of",),
    "palette: words": ("encode.ground_palette:mapped_over",),
    "palette: choose entries": ("encode.reduced_palette:_reduced",),
    "palette: map pixels": ("encode.reduced_palette:spread", "encode.reduced_palette:Indexed.coloured"),
    "deflate": ("encode.png:deflated",),
    "PNG: the rest": ("encode.png:compressed", "encode.png:lossless"),
    "JPEG: find the quality": ("encode.jpeg:needed",),
    "JPEG: code; PNG: sum": ("jobs.render_task:make_body",),
    "small image": ("jobs.render_task:shrunk", "jobs.render_task:make_thumbnail"),
    "contrast": ("checks.contrast_samples:Measurement.__call__", "jobs.render_task:in_its_palette"),
    "cache": ("cache.entries:Cache.get", "cache.entries:Cache.put", "jobs.render_task:is_whole_image"),
    "XMP": ("encode.image_bytes:packet", "jobs.render_task:packet"),
    "write files": ("pipeline.making:Maker._write", "store.targets:write_file"),
    "page and documents": ("pipeline.publication:gallery_files",),
    "manifest and sums": ("pipeline.publication:format_manifest", "pipeline.publication:sums_of"),
    "unchanged languages": ("pipeline.kept:KeptLanguages.linked",),
    "keep languages": ("pipeline.kept:KeptLanguages.keep",),
    "publish": ("store.targets:publish", "pipeline.building:sweep"),
    "review words": ("pipeline.kit_build:review_kit", "pipeline.kit_build:Refused"),
    "load": ("load",),
}


class Clock:
    """Counts the processor time of parts; a part that calls another is not counted meanwhile."""

    def __init__(self) -> None:
        """Set the clock; it counts from `start` on."""
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._open = ["the rest"]
        self._since = 0.0

    def start(self) -> None:
        """Start with the rest."""
        self._since = time.process_time()

    def stop(self) -> float:
        """Return the seconds of all parts together."""
        self._turn()
        return sum(self.seconds.values())

    @contextmanager
    def during(self, part: str) -> Iterator[None]:
        """Count the time inside for a part."""
        self._turn()
        self._open.append(part)
        self.calls[part] += 1
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def wrap(self, part: str, where: str) -> None:
        """Count the calls of a function, `MODULE:NAME` or `MODULE:CLASS.NAME`, for a part."""
        module, _, name = where.rpartition(":")
        *classes, attribute = name.split(".")
        owner: Any = import_module(f"kit.{module}") if module else kit
        for one in classes:
            owner = getattr(owner, one)
        found = vars(owner).get(attribute) or getattr(owner, attribute)  # `kit` finds its names on demand
        if isinstance(found, cached_property):
            found.func = self._counted(part, found.func)
        else:
            setattr(owner, attribute, self._counted(part, found))

    def _counted(self, part: str, function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def counted(*arguments: object, **options: object) -> object:
            with self.during(part):
                found = function(*arguments, **options)
                return iter(tuple(found)) if isgenerator(found) else found

        return counted


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", default=[], help="the pictures, as for `kit build`")
    parser.add_argument("--language", default=None, help="the languages, as for `kit build`; by default all")
    parser.add_argument("--again", action="store_true", help="measure a second build, in which nothing has changed")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    asked = parser.parse_args()
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KIT_CACHE"] = f"{folder}/cache"
        if asked.again:
            _build(folder, asked.only, asked.language)
        for part, functions in PARTS.items():
            for one in functions:
                clock.wrap(part, one)
        clock.start()
        result = _build(folder, asked.only, asked.language)
        total = clock.stop()
    if not result.published and not asked.only:
        raise SystemExit(f"{len(result.failures)} pictures failed, the first for: {result.failures[0].faults[0]}")
    text = _table(clock, result, total)
    print(text)
    if asked.keep:
        keep(SECTION + (", again, unchanged" if asked.again else ""), text)


def _build(folder: str, only: Sequence[str], languages: str | None) -> kit.BuildResult:
    project = kit.load(ROOT)
    if languages:
        project = in_languages(project, languages.split(","))
    return kit.build(project, Path(folder, "dist"), only=tuple(only), jobs=0)


def _table(clock: Clock, result: kit.BuildResult, total: float) -> str:
    """Return the table of the parts, the largest first."""
    pictures, painted = len(result.assets), max(1, result.painted)
    parts = sorted(clock.seconds.items(), key=lambda item: -item[1])
    made = f"{pictures} files, {result.composed} composed, {painted} painted, in one process"
    lines = [
        f"{made}: {total:.1f} s of processor time, {1000 * total / painted:.1f} ms a painted picture; {measured_on()}.",
        "",
        "| part | calls | s | share | ms a painted picture |",
        "|---|---|---|---|---|",
    ]
    for part, seconds in parts:
        share, each = seconds / total, 1000 * seconds / painted
        lines.append(f"| {part} | {clock.calls[part]:,} | {seconds:.2f} | {share:.1%} | {each:.1f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
