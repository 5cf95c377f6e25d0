"""The whole kit in its own language, built once and judged by what `kit.yaml` and the table of placements say."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from hashlib import sha256
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
import zxingcpp
from filelock import FileLock
from PIL import Image, ImageCms
from pyzbar.pyzbar import ZBarSymbol, decode
from support.commands import run_kit_process
from support.counting import counted
from support.forked_calls import forked
from support.kits import listed_pictures
from support.whole_campaign import REPOSITORY, campaign

from kit import __version__
from kit.model.placement import TextLimit
from kit.project.plan import plan
from kit.publish.store.contents import folder_contents
from kit.publish.store.zip_files import DosTime, zip_parts
from kit.run.pipeline.judging.checking import check_composed, check_drawings
from kit.run.pipeline.judging.checking_built import check_built
from kit.run.pipeline.packing import _archives, _packed
from kit.text.count import text_length

#: All strings, for `on` is a key here and true to plain YAML 1.1.
SPEC: dict[str, Any] = yaml.load((REPOSITORY / "kit.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  (makes strings only)
TABLE: dict[str, Any] = yaml.safe_load((REPOSITORY / "kit" / "platforms.yaml").read_text(encoding="utf-8"))[
    "placements"
]
#: The campaign's own placements, in the form of the table: three sheets of A6 with their bleed, and the sticker.
TABLE |= {
    "more/table_card": {"role": "print", "size": [1311, 1819], "formats": ["png"], "sheet": True},
    "more/postcard": {"role": "print", "size": [1819, 1311], "formats": ["png"], "sheet": True},
    "more/postcard_back": {"role": "print", "size": [1819, 1311], "formats": ["png"], "sheet": True, "qr": False},
    "more/sticker": {"role": "frame", "size": [512, 512], "formats": ["webp"], "max_bytes": 100_000, "qr": False},
}
FIELDS = [
    "path", "sha256", "pixels_sha256", "bytes", "width", "height", "media_type", "platform", "placement", "role",
    "message", "layout", "drawing", "theme", "frame", "language", "partner", "alt", "alt_long", "caption", "link", "qr",
    "thumbnail",
]  # fmt: skip
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "application/pdf": "pdf"}
CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Build the kit in its own language, once for all workers of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    dist = shared / "whole-kit"
    folder = dist / f"{SPEC['kit']['name']}-{SPEC['kit']['version']}"
    with FileLock(shared / "whole-kit.lock"):
        if not folder.exists():
            ran = run_kit_process("build", "--language", "own", "--out", dist, cwd=REPOSITORY, seconds=900)
            assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture(scope="session")
def manifest(kit: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((kit / "manifest.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def assets(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = manifest["assets"]
    return listed


@pytest.fixture(scope="session")
def pictures(assets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is no PDF: each of those has a picture as its preview."""
    return [asset for asset in assets if asset["media_type"] != "application/pdf"]


def messages() -> dict[str, dict[str, Any]]:
    """Return the messages of the campaign, each with what it takes from the one that it is like."""
    written = SPEC["messages"]

    def whole(id_: str) -> dict[str, Any]:
        """Return a message with what it takes."""
        return {**(whole(written[id_]["like"]) if "like" in written[id_] else {}), **written[id_]}

    return {id_: whole(id_) for id_ in written}


def numbers_of(entry: dict[str, Any]) -> list[int] | list[None]:
    """Return the numbers of a message's pictures for one placement: in a series, or days left since the kit's date."""
    if counted := entry.get("countdown"):
        to = dt.date.fromisoformat(SPEC["statistics"][counted["to"]]["value"])
        left = (to - dt.date.fromisoformat(SPEC["kit"]["date"])).days
        return list(range(1, min(int(counted["from"]), left) + 1))
    return list(range(1, len(entry["frames"]) + 1)) if entry.get("frames") else [None]


def images_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the images of a message: its own, or those of the message that it is like."""
    return entry["images"] if "images" in entry else images_of(SPEC["messages"][entry["like"]])


def expected() -> dict[str, tuple[str, str, str, int | None]]:
    """Return message, placement, layout and frame of every picture that must be there, by path without its ending."""
    assert SPEC["platforms"] == "all"
    pictures: dict[str, tuple[str, str, str, int | None]] = {}
    for message, entry in messages().items():
        numbers = numbers_of(entry)
        for image in images_of(entry):
            only = [*image.get("at", ()), *entry.get("countdown", {}).get("at", ())]
            for placement, facts in TABLE.items():
                platform, name = placement.split("/")
                here = not only or {placement, platform} & set(only)
                if facts["role"] in image["on"] and here and not facts.get("waits"):
                    width, height = facts["size"]
                    for number in numbers:
                        frame = f"-{number:02d}" if number else ""
                        path = f"en/{platform}/{message}{frame}-{name}-{width}x{height}"
                        own = entry["frames"][number - 1] if number and entry.get("frames") else {}
                        layout = own.get("layout", image["layout"])
                        pictures.setdefault(path, (message, placement, layout, number))
    return pictures


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def test_every_message_stands_on_every_placement_of_its_roles(pictures: list[dict[str, Any]]) -> None:
    found = {
        asset["path"].rpartition(".")[0]: (asset["message"], asset["placement"], asset["layout"], asset["frame"])
        for asset in pictures
    }
    assert found == expected()
    assert len(found) == len(pictures) > 500


def test_every_printed_sheet_is_a_pdf_with_a_preview_of_the_same_name_and_words(
    kit: Path, assets: list[dict[str, Any]], pictures: list[dict[str, Any]]
) -> None:
    own = ("path", "sha256", "pixels_sha256", "bytes", "media_type")
    same = {asset["path"].rpartition(".")[0]: asset for asset in pictures}
    pages = [asset for asset in assets if asset["media_type"] == "application/pdf"]
    assert [asset["path"].rpartition(".")[0] for asset in pages] == [
        stem for stem, asset in same.items() if TABLE[asset["placement"]].get("sheet")
    ]
    for page in pages:
        preview = same[page["path"].rpartition(".")[0]]
        assert {**page, **{key: preview[key] for key in own}} == preview
        assert (kit / page["path"]).read_bytes().startswith(b"%PDF-1.")


def test_every_message_has_a_picture_and_every_placement_that_waits_for_none_too(assets: list[dict[str, Any]]) -> None:
    assert {asset["message"] for asset in assets} == set(SPEC["messages"])
    roles = {role for entry in SPEC["messages"].values() for image in images_of(entry) for role in image["on"]}
    asked = {id_ for id_, facts in TABLE.items() if facts["role"] in roles and not facts.get("waits")}
    assert {asset["placement"] for asset in assets} == asked


def test_names_are_lower_case_ascii_without_spaces(assets: list[dict[str, Any]]) -> None:
    name = re.compile(r"en/[a-z_]+/[a-z0-9]+(-[a-z0-9]+)*-[a-z0-9_]+-[0-9]+x[0-9]+\.(png|jpg|webp|pdf)")
    assert [asset["path"] for asset in assets if not name.fullmatch(asset["path"])] == []


def test_a_caption_and_an_alt_text_lie_beside_every_picture_and_say_what_the_manifest_says(
    kit: Path, assets: list[dict[str, Any]]
) -> None:
    assert assets
    for asset in assets:
        stem = asset["path"].rpartition(".")[0]
        assert (kit / f"{stem}.caption.txt").read_text(encoding="utf-8") == asset["caption"] + "\n"
        assert (kit / f"{stem}.alt.txt").read_text(encoding="utf-8") == asset["alt"] + "\n"
        assert asset["caption"].strip()
        assert asset["alt"].strip()
        assert asset["alt_long"].strip()


def test_nothing_lies_in_the_kit_that_is_not_a_picture_its_words_or_listed_beyond_them(
    kit: Path, manifest: dict[str, Any], assets: list[dict[str, Any]]
) -> None:
    found = {path.relative_to(kit).as_posix() for path in (kit / "en").rglob("*") if path.is_file()}
    stems = {asset["path"].rpartition(".")[0] for asset in assets}
    words = {f"{stem}.{kind}.txt" for stem in stems for kind in ("caption", "alt")}
    more = {entry["path"]: entry for entry in manifest["more"]}
    assert found == {asset["path"] for asset in assets} | words | more.keys()
    assert {entry["id"] for entry in more.values()} == {*SPEC["more"], "make"}
    for path, entry in more.items():
        data = (kit / path).read_bytes()
        assert path.startswith("en/more/") or path == "en/make.html"
        assert (entry["bytes"], entry["sha256"], entry["language"]) == (len(data), sha256(data).hexdigest(), "en")


def test_pictures_have_their_size_format_and_weight_and_are_srgb(kit: Path, pictures: list[dict[str, Any]]) -> None:
    assert pictures
    for asset in pictures:
        facts, path = TABLE[asset["placement"]], kit / asset["path"]
        with Image.open(path) as image:
            kind = (image.format or "").lower()
            assert image.size == tuple(facts["size"]) == (asset["width"], asset["height"]), asset["path"]
            if kind == "png":
                assert image.info["srgb"] == 0, asset["path"]
            else:
                profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"])).profile
                assert (profile.profile_description or "").startswith("sRGB"), asset["path"]
        assert kind in facts["formats"], asset["path"]
        assert asset["media_type"] == f"image/{kind}"
        assert path.suffix == f".{ENDINGS[asset['media_type']]}"
        if facts.get("max_bytes"):
            assert path.stat().st_size <= facts["max_bytes"], asset["path"]


def test_the_manifest_has_the_fields_of_the_contract_and_no_others(manifest: dict[str, Any]) -> None:
    assert list(manifest) == ["schema", "kit", "engines", "assets", "thumbnails", "more", "languages"]
    assert manifest["schema"] == 2
    info, said = SPEC["kit"], manifest["kit"]
    for key in ("name", "title", "version", "date", "language", "creator", "licence"):
        assert said[key] == info[key]
    for section in ("messages", "sources"):
        assert [entry["id"] for entry in said[section]] == list(SPEC[section])
    assert said["placements"] == list(TABLE)
    assert manifest["engines"]["kit"] == __version__
    assert {"cairo", "pillow", "pikepdf", "qpdf"} <= set(manifest["engines"])
    assert "cairosvg" not in manifest["engines"], "it has no photo, and a logo of shapes"
    for asset in manifest["assets"]:
        assert list(asset) == FIELDS


def test_the_manifest_is_sorted_by_path(assets: list[dict[str, Any]]) -> None:
    paths = [asset["path"] for asset in assets]
    assert paths == sorted(set(paths))


def test_the_manifest_tells_the_truth_of_every_file(kit: Path, assets: list[dict[str, Any]]) -> None:
    assert {asset["media_type"] for asset in assets} >= {"image/png", "application/pdf"}
    for asset in assets:
        data = (kit / asset["path"]).read_bytes()
        assert asset["bytes"] == len(data)
        assert asset["sha256"] == sha256(data).hexdigest()
        if asset["media_type"] != "image/png":
            assert asset["pixels_sha256"] is None
            continue
        with Image.open(BytesIO(data)) as image:
            pixels = sha256(image.convert("RGBA").tobytes()).hexdigest()
        assert asset["pixels_sha256"] == pixels, asset["path"]


def test_every_picture_has_a_thumbnail_and_all_of_them_are_light(
    kit: Path, manifest: dict[str, Any], assets: list[dict[str, Any]]
) -> None:
    listed = {entry["path"]: entry for entry in manifest["thumbnails"]}
    assert {asset["thumbnail"] for asset in assets} == set(listed)
    assert {path.relative_to(kit).as_posix() for path in (kit / "thumbnails").iterdir()} == set(listed)
    for path, entry in listed.items():
        data = (kit / path).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), sha256(data).hexdigest())
        with Image.open(BytesIO(data)) as image:
            assert image.size == (entry["width"], entry["height"])
            assert image.width <= 540
    cards: dict[tuple[str, int | None], int] = {}
    for asset in (asset for asset in assets if asset["platform"] == "instagram"):
        key = (asset["message"], asset["frame"])
        cards[key] = max(cards.get(key, 0), listed[asset["thumbnail"]]["bytes"])
    assert sum(cards.values()) < 4_000_000, "a card shows one shape at a time"
    assert sum(entry["bytes"] for entry in listed.values()) < 12_000_000


def test_the_zips_are_small_enough_to_download(kit: Path) -> None:
    """As they are packed: all of it, and the platforms, of which Instagram has the most pictures; not messages."""
    packed, sizes = _packed(kit.name, folder_contents(kit)[0], (), release=False), {}
    for name, contents, _ in takewhile(lambda archive: "en_" not in archive.name, _archives(packed)):
        members = ((f"{name}/{file}", contents.read(file)) for file in contents.names)
        sizes[name] = sum(len(data) for _, data in zip_parts(members, DosTime(0, 0)))
    of_platforms = {name: size for name, size in sizes.items() if name.startswith(f"{kit.name}-en-")}
    assert sizes[kit.name] < 80_000_000
    assert of_platforms.pop(f"{kit.name}-en-instagram") < 20_000_000
    assert max(of_platforms.values()) < 10_000_000


def test_the_manifest_repeats_what_the_words_and_the_table_say(assets: list[dict[str, Any]]) -> None:
    assert assets
    for asset in assets:
        facts, message = TABLE[asset["placement"]], messages()[asset["message"]]
        assert asset["platform"] == asset["placement"].split("/")[0]
        assert asset["role"] == facts["role"]
        assert (REPOSITORY / "templates" / "svg" / asset["drawing"]).is_file()
        assert asset["theme"] == message.get("theme", SPEC["kit"]["theme"])
        assert asset["language"] == SPEC["kit"]["language"]
        link = message.get("link")
        assert asset["link"] == (SPEC["links"][link]["url"] if link else None)
        assert link is None or asset["link"] in asset["caption"]


def test_the_sums_verify_and_list_every_file_but_themselves(kit: Path) -> None:
    sha256sum = shutil.which("sha256sum") or shutil.which("gsha256sum")
    assert sha256sum
    ran = subprocess.run([sha256sum, "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=kit, check=False)
    assert ran.returncode == 0
    names = [line.split("  ", 1)[1] for line in (kit / "SHA256SUMS").read_text().splitlines()]
    files = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()}
    assert names == sorted(files - {"SHA256SUMS"})


def read(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image, formats=CODES, try_invert=False)]


def recompressed(image: Image.Image, width: int, quality: int) -> Image.Image:
    height = round(image.height * width / image.width)
    file = BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(file, "JPEG", quality=quality)
    with Image.open(file) as again:
        return again.convert("RGB")


def test_every_code_reads_as_it_is_as_small_as_shown_and_recompressed(
    kit: Path, pictures: list[dict[str, Any]]
) -> None:
    coded = [asset for asset in pictures if asset["qr"]]
    assert {asset["message"] for asset in coded} >= {"petition"}
    for asset in coded:
        image = opened(kit / asset["path"]).convert("RGB")
        assert read(image) == [asset["qr"]], asset["path"]
        shown = recompressed(image, TABLE[asset["placement"]].get("shown_width", 375), 40)
        assert read(shown) == [asset["qr"]], f"{asset['path']} as small as shown"
        assert read(recompressed(image, image.width // 2, 50)) == [asset["qr"]], f"{asset['path']} at half its size"


def test_a_second_reader_reads_every_code_as_it_is_and_recompressed(kit: Path, pictures: list[dict[str, Any]]) -> None:
    """ZBar shares no code with zxing-cpp, and many cheap readers are made of it."""
    for asset in (asset for asset in pictures if asset["qr"]):
        image = opened(kit / asset["path"]).convert("RGB")
        for variant in (image, recompressed(image, image.width // 2, 50)):
            found = [code.data.decode() for code in decode(variant, symbols=[ZBarSymbol.QRCODE])]
            assert found == [asset["qr"]], asset["path"]


@pytest.mark.ci
def test_a_picture_without_a_code_shows_none(kit: Path, pictures: list[dict[str, Any]]) -> None:
    plain = [asset for asset in pictures if not asset["qr"]]
    assert plain
    for asset in plain:
        assert read(opened(kit / asset["path"]).convert("RGB")) == [], asset["path"]


def test_codes_lead_where_their_message_leads_over_https_to_a_listed_host(assets: list[dict[str, Any]]) -> None:
    addresses = {asset[key] for asset in assets for key in ("qr", "link")} - {None}
    assert addresses
    assert {urlsplit(address).scheme for address in addresses} == {"https"}
    assert {urlsplit(address).netloc for address in addresses} <= {*SPEC["kit"]["hosts"]}
    assert [asset["path"] for asset in assets if asset["qr"] not in (None, asset["link"])] == []


def test_no_code_stands_where_the_table_forbids_one(assets: list[dict[str, Any]]) -> None:
    assert [asset["path"] for asset in assets if asset["qr"] and TABLE[asset["placement"]].get("qr") is False] == []


def test_the_long_alt_text_names_where_the_code_leads(assets: list[dict[str, Any]]) -> None:
    assert [asset["path"] for asset in assets if asset["qr"] and asset["qr"] not in asset["alt_long"]] == []


def test_captions_and_alt_texts_keep_to_the_limits_of_the_table_however_they_are_counted(
    assets: list[dict[str, Any]],
) -> None:
    """By the kit's counting and by a second implementation, which agree on every text."""
    seen = 0
    for asset in assets:
        facts = TABLE[asset["placement"]]
        for text, entry in ((asset["caption"], facts.get("caption")), (asset["alt"], facts.get("alt_text"))):
            if entry:
                seen += 1
                assert text_length(text, TextLimit(**entry)) == counted(text, entry) <= entry["max"], asset["path"]
                assert len(text.encode()) <= entry.get("max_bytes", 10**6)
        assert facts.get("hashtags") is None or len(re.findall(r"(?<!\S)#\w", asset["caption"])) <= facts["hashtags"]
    assert seen > 900


def test_every_file_says_its_words_to_other_programs(kit: Path, assets: list[dict[str, Any]]) -> None:
    command = [
        "exiftool",
        "-json",
        "-charset",
        "utf8",
        "-r",
        "-XMP:all",
        "-ext",
        "png",
        "-ext",
        "jpg",
        "-ext",
        "webp",
        "-ext",
        "pdf",
    ]
    run = subprocess.run([*command, str(kit / "en")], capture_output=True, check=True)
    said = {Path(entry["SourceFile"]).relative_to(kit).as_posix(): entry for entry in json.loads(run.stdout)}
    assert set(said) == {asset["path"] for asset in assets} | {"en/more/linkedin.pdf", "en/more/postcard.pdf"}
    for asset in assets:
        entry = said[asset["path"]]
        assert entry["AltTextAccessibility"] == asset["alt"]
        assert entry["ExtDescrAccessibility"] == asset["alt_long"]
        assert entry["Description"] == asset["caption"]
        assert entry["Title"].startswith(SPEC["kit"]["title"])
        assert (entry["Creator"], entry["UsageTerms"]) == (SPEC["kit"]["creator"], SPEC["kit"]["licence"])
        assert entry["License"] == entry["WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_page_is_light_and_leads_to_every_picture_and_no_other(kit: Path, pictures: list[dict[str, Any]]) -> None:
    page = (kit / "index.html").read_bytes()
    assert len(page) < 420_000
    data = json.loads(re.findall(rb'<script type="application/json" id="data">(.*?)</script>', page)[0])
    listed = sorted((one.path, one.caption, one.alt, one.thumbnail) for one in listed_pictures(data))
    assert listed == [tuple(asset[name] for name in ("path", "caption", "alt", "thumbnail")) for asset in pictures]
    links = map(urlsplit, re.findall(r'href="([^"#]+)"', page.decode()))
    linked = {link.path for link in links if not link.scheme}
    assert {asset["path"] for asset in pictures} < linked
    assert [name for name in linked if not (kit / name).is_file()] == []


def rules_broken(kit: Path, only: tuple[str, ...] = ()) -> list[str]:
    """Return the errors of a kit, or of some of its files, by all rules but those of the files of drawings."""
    project = campaign()
    findings = [*check_composed(project), *check_built(project, kit, only)]
    assert findings, "this campaign has warnings"
    return [str(finding.fault) for finding in findings if finding.severity == "error"]


#: All sheets, and placements of each shape that people post.
SAMPLE = (
    "x/*",
    "linkedin/portrait",
    "facebook/story",
    "facebook/feed_link",
    "print/*",
    "more/*",
    "meeting/*",
    "frame*",
)


def rules_broken_in_sample(kit: Path) -> list[str]:
    """Return the errors of a part of a kit, which has pictures of each message."""
    project = campaign()
    assert {artboard.message.id for artboard in plan(project, *SAMPLE)} == {*project.campaign.messages}
    return rules_broken(kit, SAMPLE)


def test_no_rule_finds_an_error_in_a_sample_of_the_pictures(kit: Path) -> None:
    assert forked(rules_broken_in_sample, kit) == []


@pytest.mark.ci
def test_no_rule_finds_an_error_in_the_kit(kit: Path) -> None:
    assert forked(rules_broken, kit) == []


@pytest.mark.ci
@pytest.mark.few(1)
@pytest.mark.parametrize("pictures", ["*square*", "*"])
def test_two_engines_agree_on_every_drawing(pictures: str) -> None:
    assert forked(check_drawings, campaign(), (pictures,)) == []
