"""Verifying: every difference is named, also where all sums are right."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from support.campaigns import KIT
from support.forked_calls import run_kit
from support.kits import (
    ENGLISH,
    SIGN,
    WHOLE,
    build_and_pack,
    describe,
    errors_in,
    picture_with_code,
    redraw,
    replace_file,
    seal,
    zipped,
)
from support.photos import saved

from kit.base.errors import ArchiveError
from kit.cli.exit import EXIT_NOTHING
from kit.publish.store.contents import sums_of_folder
from kit.run.pipeline.packing import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.base.errors import Fault


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of a tiny kit that is built and packed once, for tests that only look."""
    return build_and_pack(tmp_path_factory.mktemp("packed"))


@pytest.fixture
def small(packed: Path, tmp_path: Path) -> Path:
    """Return the tiny kit with one picture only, that has a code, so that it is soon verified.

    It has no documents, and says that another version made it, so that none are compared.
    """
    kit = tmp_path / KIT
    for path in (packed / "dist" / KIT / "en" / "telegram").glob("sign-square-*"):
        (kit / "en" / "telegram").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, kit / "en" / "telegram")
    manifest = json.loads((packed / "dist" / KIT / "manifest.json").read_bytes())
    manifest["assets"] = [asset for asset in manifest["assets"] if asset["path"] == f"{SIGN}.png"]
    [thumbnail] = {asset["thumbnail"] for asset in manifest["assets"]}
    manifest["thumbnails"] = [entry for entry in manifest["thumbnails"] if entry["path"] == thumbnail]
    (kit / "thumbnails").mkdir()
    shutil.copy(packed / "dist" / KIT / thumbnail, kit / "thumbnails")
    manifest["engines"]["kit"] = "0.9.0"
    seal(kit, manifest)
    return kit


# Verifying -----------------------------------------------------------------------------------------------------------


def test_verify_needs_only_the_zip_or_the_folder(packed: Path, tmp_path: Path) -> None:
    for name in (WHOLE, ENGLISH, KIT):
        ran = run_kit("verify", packed / "dist" / name, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.splitlines()[-1].endswith(f"{name} is intact")


def test_verify_tells_a_difference_from_what_can_not_be_read(packed: Path, tmp_path: Path) -> None:
    data = bytearray((packed / "dist" / WHOLE).read_bytes())
    data[len(data) // 2] ^= 1
    for name, content, code in (("changed.zip", data, 1), ("words.zip", b"words", 2), ("empty.zip", b"", 2)):
        (tmp_path / name).write_bytes(content)
        ran = run_kit("verify", name, cwd=tmp_path)
        assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    ran = run_kit("verify", packed, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (EXIT_NOTHING, "")
    assert ran.stderr.startswith("there is no manifest.json in project, so it is not a kit")


def named(faults: list[Fault], *names: str) -> list[str]:
    """Return the codes of the faults whose sentence names each of some files or values."""
    return [fault.code for fault in faults if all(name in fault.message for name in names)]


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the headers, the directory and the end of a zip lie."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            yield info.header_offset, info.header_offset + 30 + len(info.filename)
        yield archive.start_dir, len(data)


def is_found(data: bytes, path: Path) -> bool:
    path.write_bytes(data)
    with suppress(ArchiveError):
        return bool(verify(path))
    return True


@pytest.mark.ci
def test_a_thousand_flipped_bits_are_found(packed: Path, tmp_path: Path) -> None:
    data = (packed / "dist" / WHOLE).read_bytes()
    chance = random.Random(2020)  # noqa: S311  (a sample, the same in every run)
    headers = [position for start, end in spans(data) for position in range(start, end)]
    first, last = headers[:60], headers[-22:]
    positions = [*first, *last, *chance.sample(headers, 418), *(chance.randrange(len(data)) for _ in range(500))]
    assert len(positions) == 1000
    missed = []
    for position in positions:
        flipped = bytearray(data)
        flipped[position] ^= 1 << chance.randrange(8)
        if not is_found(bytes(flipped), tmp_path / "flipped.zip"):
            missed.append(position)
    assert missed == []


def test_a_flipped_bit_is_named_by_its_file(packed: Path, tmp_path: Path) -> None:
    data = bytearray((packed / "dist" / WHOLE).read_bytes())
    with zipfile.ZipFile(packed / "dist" / WHOLE) as archive:
        start = archive.getinfo(f"{KIT}/{SIGN}.png").header_offset
    data[start + 5000] ^= 4
    (tmp_path / WHOLE).write_bytes(data)
    assert "digest-differs" in named(errors_in(tmp_path / WHOLE), f"{SIGN}.png")


# Differences that the sums do not show -------------------------------------------------------------------------------


def edit(**fields: object) -> Callable[[Path, dict[str, Any]], None]:
    return lambda _, asset: asset.update(fields)


def disguise(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, saved(picture_with_code(asset["qr"], 8), "JPEG"))


def truncate(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, (kit / asset["path"]).read_bytes()[:20_000])


def repaint(kit: Path, asset: dict[str, Any]) -> None:
    kept = asset["pixels_sha256"]
    replace_file(kit, asset, saved(picture_with_code(asset["qr"], 8), "PNG"))
    asset["pixels_sha256"] = kept


def lead_elsewhere(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, saved(picture_with_code("https://example.org/", 8), "PNG"))


def take_the_code_away(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, saved(Image.new("RGB", (1080, 1080), "#fff4de"), "PNG"))


def misdescribe(kit: Path, asset: dict[str, Any]) -> None:
    caption = f"Sign.\n\n{asset['link']}"
    asset.update(alt="A room.", caption=caption)
    (kit / f"{SIGN}.alt.txt").write_text("A room.\n", encoding="utf-8")
    (kit / f"{SIGN}.caption.txt").write_text(f"{caption}\n", encoding="utf-8")
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", describe("A house.", caption))
    replace_file(kit, asset, saved(picture_with_code(asset["qr"], 8), "PNG", pnginfo=info))


def table(**words: str) -> Callable[[Path, dict[str, Any]], None]:
    def write(kit: Path, asset: dict[str, Any]) -> None:
        caption, alt = ({**asset, **words}[name] for name in ("caption", "alt"))
        rows = f'language,file,caption,alt_text\r\nen,{asset["path"]},"{caption}","{alt}"\r\n'
        (kit / "captions.csv").write_text(rows, encoding="utf-8", newline="")

    return write


#: Each change, the codes of what is found, and what a sentence names besides the file.
CHANGES: dict[str, tuple[Callable[[Path, dict[str, Any]], object], list[str], str]] = {
    "a-file-more": (lambda kit, _: (kit / "en" / "extra.png").write_bytes(b"1"), ["file-not-in-manifest"], "extra"),
    "no-alt-text": (lambda kit, _: (kit / f"{SIGN}.alt.txt").unlink(), ["asset-file-missing"], ".alt.txt"),
    "another-sum": (edit(sha256="0" * 64), ["digest-differs"], f"{SIGN}.png"),
    "another-size": (edit(bytes=7), ["file-size-differs"], " 7"),
    "another-width": (edit(width=1200), ["entry-contradicts-itself", "pixel-size-differs"], "1200x1080"),
    "another-type": (edit(media_type="image/tiff"), ["unknown-media-type"], "image/tiff"),
    "another-format": (disguise, ["file-unreadable"], "image/png"),
    "half-a-file": (truncate, ["file-unreadable"], "image/png"),
    "other-pixels": (repaint, ["alt-text-not-inside", "pixels-differ", "thumbnail-differs"], f"{SIGN}.png"),
    "another-code": (
        lead_elsewhere,
        ["alt-text-not-inside", "qr-differs", "thumbnail-differs"],
        "'https://example.org/'",
    ),
    "no-code": (take_the_code_away, ["alt-text-not-inside", "qr-differs", "thumbnail-differs"], "nothing"),
    "a-code-too-many": (edit(qr=None), ["qr-differs"], "nothing"),
    "other-words-inside": (misdescribe, ["metadata-differs", "thumbnail-differs"], "'A house.'"),
    "another-caption": (
        edit(caption="Other"),
        ["entry-contradicts-itself", "metadata-differs", "text-beside-differs"],
        ".caption.txt",
    ),
    "another-alt-text": (edit(alt="Other"), ["metadata-differs", "text-beside-differs"], ".alt.txt"),
    "another-row": (table(caption="Other"), ["captions-row-differs"], "captions.csv"),
    "another-alt-text-in-its-row": (table(alt="Other"), ["captions-row-differs"], "captions.csv"),
    "no-row": (
        lambda kit, _: (kit / "captions.csv").write_text("file\n", encoding="utf-8"),
        ["captions-row-missing"],
        "captions.csv",
    ),
    "a-frame-in-words": (edit(frame="one"), ["manifest-unreadable"], "manifest.assets[0].frame"),
    "nothing-of-a-code": (lambda _, asset: asset.pop("qr"), ["manifest-unreadable"], "'qr'"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_named_though_all_sums_are_right(small: Path, tmp_path: Path, name: str) -> None:
    change, codes, value = CHANGES[name]
    manifest = json.loads((small / "manifest.json").read_bytes())
    change(small, manifest["assets"][0])
    seal(small, manifest)
    for path in (small, zipped(small, tmp_path / WHOLE)):
        faults = errors_in(path)
        assert [fault.code for fault in faults] == codes
        assert any(value in fault.message for fault in faults)


def test_a_table_of_captions_that_agrees_is_no_difference(small: Path) -> None:
    manifest = json.loads((small / "manifest.json").read_bytes())
    [asset] = manifest["assets"]
    address = f"\n\n{asset['link']}"
    asset.update(caption=f'=1 \u2028 line\nand "another"{address}')
    (small / f"{SIGN}.caption.txt").write_text(f"{asset['caption']}\n", encoding="utf-8", newline="")
    table(caption=f'\'=1 \u2028 line\nand ""another""{address}')(small, asset)
    redraw(small, manifest, asset, 8)
    seal(small, manifest)
    assert errors_in(small) == []


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000, '{"schema": 0}', '{"schema": 2}', '{"schema": 3}'])
def test_a_manifest_that_can_not_be_read_is_named(small: Path, text: str) -> None:
    (small / "manifest.json").write_text(text, encoding="utf-8")
    (small / "SHA256SUMS").write_bytes(sums_of_folder(small))
    assert [fault.code for fault in errors_in(small)] == ["manifest-unreadable"]


def pdf(alt: str, language: str, **more: object) -> bytes:
    """Return a page with one tagged figure, and more entries in its catalogue."""
    with pikepdf.new() as file:
        file.add_blank_page()
        figure = pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(alt))
        document = pikepdf.Dictionary(S=pikepdf.Name.Document, K=pikepdf.Array([figure]))
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([document]))
        file.Root.Lang = pikepdf.String(language)
        for name, value in more.items():
            file.Root[f"/{name}"] = pikepdf.Object.parse(as_pdf(value))
        data = BytesIO()
        file.save(data)
    return data.getvalue()


def as_pdf(value: object) -> bytes:
    """Return a dictionary, a name or a text as PDF."""
    if isinstance(value, dict):
        return b"<<" + b" ".join(f"/{key} ".encode() + as_pdf(item) for key, item in value.items()) + b">>"
    return f"{value}".encode() if f"{value}".startswith("/") else f"({value})".encode()


@pytest.mark.parametrize(
    ("data", "codes", "stated"),
    [
        (pdf("A poster.", "en"), [], ""),
        (pdf("A house.", "en"), ["metadata-differs"], "'A house.'"),
        (pdf("A poster.", "de"), ["metadata-differs"], "'de'"),
        (b"%PDF-1.7\nno more", ["file-unreadable"], "application/pdf"),
        (pdf("A poster.", "en", OpenAction={"S": "/JavaScript", "JS": "app.alert(1)"}), ["file-unreadable"], "Open"),
        (pdf("A poster.", "en", Names={"EmbeddedFiles": {}}), ["file-unreadable"], "Names"),
    ],
    ids=["as-it-is", "alt-text", "language", "half-a-file", "a-script", "files"],
)
def test_a_page_is_verified_by_what_it_states(small: Path, data: bytes, codes: list[str], stated: str) -> None:
    manifest = json.loads((small / "manifest.json").read_bytes())
    page = {
        **manifest["assets"][0],
        "path": f"{SIGN}.pdf",
        "media_type": "application/pdf",
        "pixels_sha256": None,
        "alt_long": "A poster.",
    }
    replace_file(small, page, data)
    seal(small, {**manifest, "assets": [page, *manifest["assets"]]})
    faults = errors_in(small)
    assert [fault.code for fault in faults] == named(faults, f"{SIGN}.pdf", stated) == codes


@pytest.mark.parametrize(
    ("line", "code", "value"),
    [
        (b"words\n", "sums-line-broken", "'words'"),
        (b"0" * 64 + b"  en/gone.png\n", "listed-file-missing", "'en/gone.png'"),
    ],
)
def test_a_line_too_many_in_the_sums_is_named(small: Path, line: bytes, code: str, value: str) -> None:
    with (small / "SHA256SUMS").open("ab") as file:
        file.write(line)
    assert named(errors_in(small), value) == [code]


def test_sums_that_are_gone_or_in_another_order_are_named(small: Path) -> None:
    lines = (small / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    (small / "SHA256SUMS").write_bytes(b"".join(reversed(lines)))
    assert [fault.code for fault in errors_in(small)] == ["sums-not-canonical"]
    (small / "SHA256SUMS").unlink()
    assert [fault.code for fault in errors_in(small)] == ["sums-missing"]


@pytest.mark.parametrize(
    ("size", "form", "entry", "codes"),
    [
        ((540, 540), "", {}, ["file-unreadable"]),
        ((540, 539), "WEBP", {}, ["pixel-size-differs"]),
        ((540, 540), "WEBP", {}, []),
        ((540, 540), "PNG", {}, ["file-unreadable"]),
        ((540, 540), "WEBP", {"bytes": 1}, ["file-size-differs"]),
        ((540, 540), "WEBP", {"media_type": "application/pdf"}, ["unknown-media-type"]),
        ((540, 540), "WEBP", {"sha256": "0" * 64}, ["digest-differs"]),
    ],
)
def test_a_thumbnail_that_is_not_what_the_manifest_says_is_named(
    small: Path, size: tuple[int, int], form: str, entry: dict[str, Any], codes: list[str]
) -> None:
    manifest = json.loads((small / "manifest.json").read_bytes())
    [thumbnail] = manifest["thumbnails"]
    with Image.open(small / f"{SIGN}.png") as picture:
        data = saved(picture.convert("RGB").resize(size), form) if form else b"no image"
    (small / thumbnail["path"]).write_bytes(data)
    thumbnail.update({"sha256": sha256(data).hexdigest(), "bytes": len(data), **entry})
    seal(small, manifest)
    faults = errors_in(small)
    assert [fault.code for fault in faults] == named(faults, thumbnail["path"]) == codes


def test_a_thumbnail_that_is_missing_or_one_too_many_is_named(small: Path) -> None:
    [thumbnail] = (small / "thumbnails").iterdir()
    thumbnail.rename(small / "thumbnails" / "other.webp")
    seal(small, json.loads((small / "manifest.json").read_bytes()))
    assert [fault.code for fault in errors_in(small)] == ["asset-file-missing", "file-not-in-manifest"]


def test_the_folder_in_a_zip_is_called_after_its_kit_or_the_part_that_it_holds(small: Path, tmp_path: Path) -> None:
    for part in ("", "-en", "-en-telegram", "-en_sign"):
        assert errors_in(zipped(small, tmp_path / WHOLE, f"{KIT}{part}")) == []
    [fault] = errors_in(zipped(small, tmp_path / WHOLE, "other"))
    assert fault.code == "zip-folder-differs"


def test_links_and_names_that_no_unzip_takes_are_named_in_folders(small: Path) -> None:
    (small / "en" / "link.png").symlink_to("/etc/passwd")
    (small / "en" / "PÖSTER.png").write_bytes(b"")
    (small / "EN").mkdir()
    (small / "EN" / "a.png").write_bytes(b"")
    faults = errors_in(small)
    assert len(faults) == 3
    assert named(faults, "'EN'", "'en'") == ["names-differ-in-case"]
    assert named(faults, "'en/P\\xd6STER.png'") == ["unsound-name"]
    assert named(faults, "'en/link.png'") == ["not-a-file"]
