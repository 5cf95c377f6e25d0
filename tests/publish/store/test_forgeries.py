"""What somebody who wants to deceive changes in a kit, with every checksum and document made again: each is found.

What no table can show is a kit that is made anew as a whole: only a signature says whose it is.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from support.campaigns import KIT
from support.forked_calls import forked, run_kit
from support.kits import SIGN, WHOLE, build_and_pack, replace_file, replace_thumbnail, seal, zipped

import kit as kit_api
from kit.base.errors import ArchiveError, KitError
from kit.publish.gallery import gallery_files
from kit.publish.store.contents import sums_of_folder
from kit.publish.store.manifest_file import parse_manifest
from kit.publish.store.opening import open_kit
from kit.run.pipeline.judging.checking_built import check_built
from kit.run.pipeline.packing import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kit.model.finding import Finding

EVIL = "https://www.change.org/childsafetyfirst.evil.example"
SHARE = "en/telegram/share-square-1080x1080"
SCRIPT = b"<script>location = 'https://evil.example'</script>"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of a tiny kit that is built once, for tests that change copies of the kit."""
    return build_and_pack(tmp_path_factory.mktemp("built"))


@pytest.fixture
def kit(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the kit to forge."""
    return shutil.copytree(built / "dist" / KIT, tmp_path / KIT)


def asset_of(manifest: dict[str, Any], stem: str) -> dict[str, Any]:
    return next(asset for asset in manifest["assets"] if asset["path"].startswith(stem))


def says(stem: str, **fields: object) -> Callable[[Path, dict[str, Any]], None]:
    """Return what changes fields of an entry."""
    return lambda _, manifest: asset_of(manifest, stem).update(fields)


def of_kit(**fields: object) -> Callable[[Path, dict[str, Any]], None]:
    """Return what changes fields of the kit as a whole."""
    return lambda _, manifest: manifest["kit"].update(fields)


def put(name: str, data: bytes) -> Callable[[Path, dict[str, Any]], None]:
    """Return what adds a file."""

    def add(kit: Path, _: dict[str, Any]) -> None:
        (kit / name).parent.mkdir(exist_ok=True)
        (kit / name).write_bytes(data)

    return add


def mislead(kit: Path, manifest: dict[str, Any]) -> None:
    """Lengthen the address in a caption and beside the picture; the link itself stays."""
    asset = asset_of(manifest, SIGN)
    asset["caption"] = asset["caption"].replace(asset["link"], EVIL)
    (kit / f"{SIGN}.caption.txt").write_text(f"{asset['caption']}\n", encoding="utf-8")


def swap_thumbnails(_: Path, manifest: dict[str, Any]) -> None:
    one, other = asset_of(manifest, SIGN), asset_of(manifest, SHARE)
    one["thumbnail"], other["thumbnail"] = other["thumbnail"], one["thumbnail"]


def repaint_a_thumbnail(kit: Path, manifest: dict[str, Any]) -> None:
    shown = asset_of(manifest, SIGN)["thumbnail"]
    entry = next(entry for entry in manifest["thumbnails"] if entry["path"] == shown)
    with Image.open(kit / f"{SHARE}.png") as other:
        replace_thumbnail(kit, entry, other)


def hide_a_file(kit: Path, manifest: dict[str, Any]) -> None:
    replace_file(kit, asset_of(manifest, SIGN), (kit / f"{SIGN}.png").read_bytes() + b"MZ a program")


def give_to_a_partner(_: Path, manifest: dict[str, Any]) -> None:
    for asset in manifest["assets"]:
        asset["partner"] = "others"


#: Each forgery, and the code of an error that is found whatever else is.
FORGERIES: dict[str, tuple[Callable[[Path, dict[str, Any]], None], str]] = {
    "a program beside the page": (put("evil.exe", b"MZ"), "document-unknown"),
    "a page beside the page": (put("READ-ME.html", SCRIPT), "document-unknown"),
    "a program among the pictures": (put("en/telegram/evil.exe", b"MZ"), "file-not-in-manifest"),
    "a page among the pictures": (put("en/index.html", SCRIPT), "file-not-in-manifest"),
    "a page of a language that it does not have": (put("de/index.html", SCRIPT), "file-not-in-manifest"),
    "a calendar that it does not have": (put("posting-plan.ics", b"BEGIN:VCALENDAR\r\n"), "document-unknown"),
    "a hidden file": (put(".htaccess", b"Redirect / https://evil.example/"), "unsound-name"),
    "another link": (says(SIGN, link=EVIL), "entry-contradicts-itself"),
    "a link where there is none": (says(SHARE, link=EVIL), "entry-contradicts-itself"),
    "no link where there is one": (says(SIGN, link=None), "entry-contradicts-itself"),
    "links of others": (of_kit(links=[EVIL]), "entry-contradicts-itself"),
    "a longer address in a caption": (mislead, "entry-contradicts-itself"),
    "a code where there is none": (says(SHARE, qr=EVIL, link=EVIL), "qr-differs"),
    "the thumbnail of another picture": (swap_thumbnails, "thumbnail-differs"),
    "a thumbnail that shows something else": (repaint_a_thumbnail, "thumbnail-differs"),
    "no thumbnail that is listed": (says(SIGN, thumbnail=None), "manifest-unreadable"),
    "another name": (of_kit(name="other"), "folder-name-differs"),
    "another version of the kit": (of_kit(version="1.0.1"), "folder-name-differs"),
    "another creator": (of_kit(creator="Others"), "metadata-differs"),
    "another licence": (of_kit(licence="CC0 1.0"), "metadata-differs"),
    "another language": (says(SIGN, language="de"), "entry-contradicts-itself"),
    "another placement": (says(SIGN, placement="telegram/landscape"), "entry-contradicts-itself"),
    "another platform": (says(SIGN, platform="x"), "entry-contradicts-itself"),
    "a number": (says(SIGN, frame=3), "entry-contradicts-itself"),
    "another message": (says(SIGN, message="share"), "entry-contradicts-itself"),
    "another size": (says(SIGN, height=1081), "pixel-size-differs"),
    "the drawing of another layout": (says(SIGN, drawing="cover/square.svg"), "entry-contradicts-itself"),
    "one picture of a partner": (says(SIGN, partner="others"), "manifest-unreadable"),
    "the whole kit as a partner's": (give_to_a_partner, "folder-name-differs"),
    "a program behind a picture": (hide_a_file, "file-unreadable"),
}


def forge(kit: Path, name: str, version: str = "") -> None:
    """Forge a kit, by another version if one is named, and make everything again that is made of its manifest."""
    manifest = json.loads((kit / "manifest.json").read_bytes())
    if version:
        manifest["engines"]["kit"] = version
    FORGERIES[name][0](kit, manifest)
    seal(kit, manifest)
    try:
        made = gallery_files(parse_manifest((kit / "manifest.json").read_bytes()))
    except (KitError, ValueError):
        return
    for document, data in made.items():
        put(document, data)(kit, manifest)
    (kit / "SHA256SUMS").write_bytes(sums_of_folder(kit))


@pytest.mark.few(15)
@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("version", ["", "0.9.0"])
def test_a_forgery_is_found_though_all_else_is_made_again(kit: Path, name: str, version: str) -> None:
    forge(kit, name, version)
    found, code = verify(kit), FORGERIES[name][1]
    is_passed_over = bool(version) and name == "a calendar that it does not have"
    assert (code in [finding.fault.code for finding in found.differences]) != is_passed_over
    if is_passed_over:
        assert [finding.fault.code for finding in found] == ["documents-not-compared"]


def test_a_script_in_the_page_is_found_or_said_not_to_be_compared(kit: Path) -> None:
    page = kit / "index.html"
    page.write_bytes(page.read_bytes().replace(b"</body>", SCRIPT + b"</body>"))
    manifest = json.loads((kit / "manifest.json").read_bytes())
    seal(kit, manifest)
    assert [finding.fault.code for finding in verify(kit)] == ["document-differs"]
    manifest["engines"]["kit"] = "0.9.0"
    seal(kit, manifest)
    [finding] = verify(kit).uncompared
    assert finding.fault.code == "documents-not-compared"
    assert "index.html" in finding.fault.message
    codes = [run_kit("verify", *options, kit, cwd=kit.parent).returncode for options in ((), ("--allow-uncompared",))]
    assert codes == [3, 0]
    (kit / "evil.exe").write_bytes(b"MZ")
    seal(kit, manifest)
    assert run_kit("verify", "--allow-uncompared", kit, cwd=kit.parent).returncode == 1


def test_what_file_managers_leave_is_ignored_in_a_folder_and_an_error_in_a_zip(kit: Path, tmp_path: Path) -> None:
    (kit / "Thumbs.db").write_bytes(b"small pictures")
    (kit / "en" / "desktop.ini").write_bytes(b"[.ShellClassInfo]")
    assert verify(kit) == ()
    (kit / "Thumbs.db").rename(kit / "Thumbs.txt")
    (kit / "SHA256SUMS").write_bytes(sums_of_folder(kit).replace(b"Thumbs.txt", b"Thumbs.db"))
    data = zipped(kit, tmp_path / WHOLE).read_bytes().replace(b"Thumbs.txt", b"Thumbs.d00")
    (tmp_path / WHOLE).write_bytes(data)
    assert "document-unknown" in [finding.fault.code for finding in verify(tmp_path / WHOLE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"schema": 2, "schema": 2}', "it has 'schema' twice in one object"),
        ('{"schema": 2, "more": NaN}', "NaN is not JSON"),
        ('{"schema": 2, "more": %s}' % ("[" * 500 + "]" * 500), "it is nested too deeply"),
        ('{"schema": 2, "more": %s}' % ('{"a":' * 500_000), "nested too deeply"),
        (" " * (1 << 26) + '{"schema": 2}', "the limit is 67,108,864"),
    ],
)
def test_a_manifest_of_two_meanings_or_without_end_is_refused(kit: Path, text: str, words: str) -> None:
    (kit / "manifest.json").write_text(text, encoding="utf-8")
    (kit / "SHA256SUMS").write_bytes(sums_of_folder(kit))
    [finding] = verify(kit)
    assert finding.fault.code == "manifest-unreadable"
    assert words in finding.fault.message
    with pytest.raises(ArchiveError, match="can't be read"):
        open_kit(kit)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_hole(path: Path) -> None:
    """Make a file of 600 MB that takes no room."""
    with path.open("wb") as file:
        file.truncate(600_000_000)


@pytest.mark.parametrize("put_there", [a_pipe, a_device, a_hole])
@pytest.mark.parametrize("name", ["manifest.json", "SHA256SUMS", "index.html", f"{SIGN}.png", "en/more.png"])
def test_what_never_ends_or_fills_the_memory_is_not_opened(
    built: Path, kit: Path, name: str, put_there: Callable[[Path], None]
) -> None:
    (kit / name).unlink(missing_ok=True)
    put_there(kit / name)
    project = kit_api.load(built)
    found = codes_of(lambda: verify(kit))
    assert found & {"not-a-file", "kit-file-too-large", "manifest-missing"}
    with pytest.raises(ArchiveError):
        open_kit(kit)
    checked = codes_of(lambda: forked(check_built, project, kit))
    assert checked & ({"kit-missing"} if name == "manifest.json" else {"not-a-file", "kit-file-too-large"})


def codes_of(call: Callable[[], Iterable[Finding]]) -> set[str]:
    """Return the codes of what a call finds or raises."""
    try:
        return {finding.fault.code for finding in call()}
    except KitError as error:
        return {fault.code for fault in error.faults}
