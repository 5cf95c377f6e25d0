"""Compare the kits that two states of the generator make, file by file and zip by zip.

    python -m bench.same_kits BEFORE AFTER [--kit NAME ...]

BEFORE and AFTER are folders with a clone of the project each. Both build and pack, in processes of their own, the
campaign of BEFORE in English, in Arabic and in German, the project of its tests, and a campaign that `kit new` of
BEFORE made. Every file must have the same bytes, and every zip the same members in the same order, but for these:

- of `manifest.json`, what `engines` says,
- of a page, the data in it, and the scripts that read them; what they make of them in Chromium must be the same,
- `SHA256SUMS`, and the sums of those files in it.

Prints each difference, and ends with 1 if there is one.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

#: The kits by name: the campaign in BEFORE, or "" for a new one, and what is given to `kit build`.
KITS = {
    "English": (".", ("--language", "en")),
    "Arabic": (".", ("--language", "ar")),
    "German": (".", ("--language", "de")),
    "golden": ("tests/golden/project", ()),
    "starter": ("", ()),
}
#: The kit that has errors on purpose: what can be made of it lies in `incomplete`, and it can't be packed.
UNPACKED = "golden"
SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
#: The data and the scripts of a page, and the digests of these in its policy.
_DATA = re.compile(rb"(<script[^>]*>).*?(</script>)|(; script-src )[^\"]*?(; [a-z-]+ )", re.DOTALL)
#: What the project of the tests is built for; one of its sources fits no other feed.
_WHERE_ALL_FITS = "platforms: [x/square, instagram/story, print]"
_SETTLE = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 500)))"


def main() -> None:
    """Build, pack and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--kit", action="append", choices=KITS, help="compare this kit only; repeatable")
    asked = parser.parse_args()
    before, after = asked.before.resolve(), asked.after.resolve()
    differences = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for name in asked.kit or KITS:
            made = made_by_both(name, before, after, Path(folder) / name)
            found = 0
            for difference in differences_of(*made, browser.new_page()):
                found += 1
                print(f"{name}: {difference}", flush=True)
            files = sum(path.is_file() for path in made[0].rglob("*"))
            print(f"{name}: {files} files, {found} differences", flush=True)
            differences += found
    sys.exit(differences > 0)


def made_by_both(name: str, before: Path, after: Path, folder: Path) -> tuple[Path, Path]:
    """Build and pack a kit with both clones; return the two folders that the kit and its zips are in."""
    campaign, options = KITS[name]
    spec = before / campaign
    folder.mkdir(parents=True)
    if not campaign:
        run_kit(before, folder, "new", "lights")
        spec = folder / "lights"
    elif campaign != ".":
        spec = Path(shutil.copytree(spec, folder / "campaign"))
        text = (spec / "kit.yaml").read_text(encoding="utf-8")
        (spec / "kit.yaml").write_text(re.sub("(?m)^platforms: .*", _WHERE_ALL_FITS, text), encoding="utf-8")
    outputs = folder / "before", folder / "after"
    with ThreadPoolExecutor() as threads:
        list(
            threads.map(
                lambda clone, out: make(clone, spec, options, out, packed=name != UNPACKED), (before, after), outputs
            )
        )
    return outputs


def make(clone: Path, spec: Path, options: Sequence[str], out: Path, *, packed: bool) -> None:
    """Build the kit of a campaign with one clone, from nothing, and pack it if it is to be."""
    out.mkdir(parents=True)
    where = ("--spec", str(spec), "--out", str(out))
    run_kit(clone, out.parent, "build", *where, *options, "--jobs", "1", may_fail=not packed)
    if packed:
        run_kit(clone, out.parent, "pack", *where)


def run_kit(clone: Path, folder: Path, *arguments: str, may_fail: bool = False) -> None:
    """Run `kit` of a clone. Raises SystemExit with what it said if it fails and may not."""
    command = [sys.executable, "-m", "kit", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(clone), "KIT_CACHE": ""}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if ran.returncode and not may_fail:
        sys.exit(f"{clone}: kit {' '.join(arguments)} failed:\n{ran.stdout}{ran.stderr}")


def differences_of(before: Path, after: Path, page: Page) -> Iterator[str]:
    """Yield the differences of what is in two folders: kits, zips and other files."""
    names = [sorted(path.relative_to(root).as_posix() for path in root.rglob("*")) for root in (before, after)]
    yield from _changed_lines("the names of files", *names)
    for name in names[0]:
        first, second = before / name, after / name
        if not first.is_file() or not second.is_file():
            continue
        if name.endswith(".zip"):
            yield from _zip_differences(name, first, second)
        elif name.endswith(".html"):
            yield from _page_differences(name, first, second, page)
        elif difference := _difference(name, first.read_bytes(), second.read_bytes()):
            yield difference


def _zip_differences(name: str, before: Path, after: Path) -> Iterator[str]:
    """Yield how two zips differ in their members: names, order, dates, modes and contents."""
    with ZipFile(before) as first, ZipFile(after) as second:
        one, other = first.infolist(), second.infolist()
        about = [
            [f"{info.filename} {info.date_time} {info.external_attr:o}" for info in infos] for infos in (one, other)
        ]
        yield from _changed_lines(f"the members of {name}", *about)
        for info in one:
            if info.filename in second.NameToInfo and (
                difference := _difference(info.filename, first.read(info), second.read(info.filename))
            ):
                yield f"{name}: {difference}"


def _difference(name: str, before: bytes, after: bytes) -> str:
    """Return how a file differs but for what may; empty if it does not."""
    last = name.rpartition("/")[2]
    if last == MANIFEST:
        before, after = _without_engines(before), _without_engines(after)
    elif last == SUMS:
        before, after = _other_sums(before), _other_sums(after)
    elif last.endswith(".html"):
        before, after = _without_data(before), _without_data(after)
    return f"{name} differs" if before != after else ""


def _without_engines(manifest: bytes) -> bytes:
    content = json.loads(manifest)
    del content["engines"]
    return json.dumps(content).encode()


def _other_sums(sums: bytes) -> bytes:
    """Return the sums of files that must have the same bytes."""
    kept = [line for line in sums.splitlines() if not line.endswith((MANIFEST.encode(), b".html", b".zip", b".js"))]
    return b"\n".join(kept)


def _without_data(page: bytes) -> bytes:
    """Return a page without its data and the scripts that read them."""
    return _DATA.sub(rb"\1\2\3\4", page)


def _page_differences(name: str, before: Path, after: Path, page: Page) -> Iterator[str]:
    """Yield how two pages differ but for their data, and what their scripts make of these."""
    if difference := _difference(name, before.read_bytes(), after.read_bytes()):
        yield difference
    yield from _changed_lines(f"{name} in Chromium", *(_shown(path, page) for path in (before, after)))


def _shown(path: Path, page: Page) -> list[str]:
    """Return the elements of a page after its scripts ran, without these and the data, a tag in each line."""
    page.goto(path.as_uri())
    page.evaluate(_SETTLE)
    shown = _without_data(page.content().encode()).decode().replace(path.parent.as_uri(), "")
    return shown.replace("<", "\n<").splitlines()


def _changed_lines(of: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield the lines that only one of two lists has, ten at most."""
    changed = [
        line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:2] not in {"--", "++", "@@"}
    ]
    yield from (f"{of}: {line}" for line in changed[:10])
    if len(changed) > 10:  # noqa: PLR2004
        yield f"{of}: and {len(changed) - 10} lines more"


if __name__ == "__main__":
    main()
