"""A font file that was cut short or altered is refused, and none that is whole, whichever program wrote it."""

from __future__ import annotations

import time
from io import BytesIO
from struct import pack
from typing import TYPE_CHECKING

import pytest
import uharfbuzz as hb
from conftest import TESTS
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.sfnt import calcChecksum
from support.faults import refused

from kit.base.errors import FontError, Mark
from kit.base.font_tables import checksum_of, damage_of, tables_of
from kit.text import Font

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FONTS = TESTS.parent / "fonts"
FILES = sorted(path for path in FONTS.rglob("*") if path.suffix in {".ttf", ".otf"})
WHOLE = (FONTS / "noto-sans-hebrew/NotoSansHebrew_400Regular.ttf").read_bytes()


def code_of(data: bytes) -> str:
    """Return the code of what is wrong with a file; '' if nothing is."""
    damage = damage_of(data, "own/own.ttf", Mark("kit.yaml", 20))
    assert damage is None or (damage.remedy and "'own/own.ttf'" in damage.message)
    return damage.code if damage else ""


def flipped(data: bytes, at: int) -> bytes:
    """Return a file with one bit changed."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def collection_of(*fonts: bytes) -> bytes:
    """Return a file of several fonts."""
    whole, written = TTCollection(), BytesIO()
    whole.fonts = [TTFont(BytesIO(font)) for font in fonts]
    whole.save(written)
    return written.getvalue()


def subset_of_fonttools(data: bytes) -> bytes:
    font, written = TTFont(BytesIO(data)), BytesIO()
    subsetter = subset.Subsetter()
    subsetter.populate(unicodes=range(0x5D0, 0x5E0))
    subsetter.subset(font)
    font.save(written)
    return written.getvalue()


def subset_of_harfbuzz(data: bytes) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(range(0x5D0, 0x5E0))
    return bytes(hb.SubsetPlan(hb.Face(data), wanted).execute().blob.data or b"")


def saved_by_fonttools(data: bytes) -> bytes:
    written = BytesIO()
    TTFont(BytesIO(data)).save(written)
    return written.getvalue()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_shipped_font_is_whole_and_each_half_of_one_is_not(file: Path) -> None:
    data = file.read_bytes()
    assert code_of(data) == ""
    assert code_of(data[: len(data) // 2]) == "font-cut-short"


@pytest.mark.parametrize("write", [subset_of_fonttools, subset_of_harfbuzz, saved_by_fonttools, collection_of])
@pytest.mark.parametrize("file", FILES[::4], ids=lambda path: path.name)
def test_fonts_that_other_programs_write_are_whole(write: Callable[[bytes], bytes], file: Path) -> None:
    written = write(file.read_bytes())
    assert code_of(written) == ""
    assert hb.Face(written).glyph_count
    assert code_of(written[: len(written) // 2]) == "font-cut-short"


@pytest.mark.parametrize("tag", [table.tag for table in tables_of(WHOLE)])
def test_one_bit_of_any_table_is_noticed(tag: str) -> None:
    [table] = [table for table in tables_of(WHOLE) if table.tag == tag]
    for at in (table.start, table.start + table.length // 2, table.start + table.length - 1):
        damage = damage_of(flipped(WHOLE, at), "own.ttf", Mark("kit.yaml", 20))
        assert damage
        assert damage.code == "font-damaged"
        assert f"'{tag.strip()}'" in damage.message
        assert damage.mark == Mark("kit.yaml", 20)


@pytest.mark.parametrize("left", [4, 11, 12, 40, 100, len(WHOLE) - 4])
def test_a_file_that_ends_anywhere_is_cut_short(left: int) -> None:
    assert code_of(WHOLE[:left]) == "font-cut-short"


def test_the_first_font_of_a_collection_is_drawn_and_judged() -> None:
    both = collection_of(WHOLE, (FONTS / "caveat/Caveat_700Bold.ttf").read_bytes())
    [glyf] = [table for table in tables_of(both) if table.tag == "glyf"]
    assert code_of(flipped(both, glyf.start)) == "font-damaged"
    assert code_of(both[:20]) == "font-cut-short"


def test_the_checksum_of_head_may_count_the_adjustment() -> None:
    [(number, head)] = [(number, table) for number, table in enumerate(tables_of(WHOLE)) if table.tag == "head"]
    at = 12 + 16 * number + 4
    counted = WHOLE[:at] + pack(">I", checksum_of(head.of(WHOLE))) + WHOLE[at + 4 :]
    assert counted != WHOLE
    assert code_of(counted) == ""
    assert code_of(flipped(counted, head.start + 20)) == "font-damaged"


@pytest.mark.parametrize("length", range(9))
def test_a_checksum_is_that_of_font_tools(length: int) -> None:
    table = bytes(range(250, 256)) * 2
    assert checksum_of(table[:length]) == calcChecksum(table[:length])


def test_thousands_of_tables_of_the_same_bytes_are_refused_without_adding_them_up() -> None:
    count = 60_000
    rows = b"".join(pack(">4s3I", b"%04x" % number, 0, 12, 900_000) for number in range(count))
    began = time.process_time()
    assert code_of(b"OTTO" + pack(">4H", count, 0, 0, 0) + rows) == "font-damaged"
    assert time.process_time() - began < 5, "adding them up takes a minute"


def test_what_is_not_a_font_is_not_called_damaged(tmp_path: Path) -> None:
    assert code_of(b"not a font") == code_of(b"") == ""
    file = tmp_path / "own.ttf"
    file.write_bytes(b"\0\0\1\0" + bytes(300))  # the resource file of an old Macintosh
    with refused(FontError, "not-a-font"):
        Font(file, {}, "own", "fonts/own.ttf")


@pytest.mark.parametrize(
    ("altered", "code"), [(WHOLE[: len(WHOLE) // 2], "font-cut-short"), (flipped(WHOLE, 20_000), "font-damaged")]
)
def test_a_damaged_font_is_not_opened(tmp_path: Path, altered: bytes, code: str) -> None:
    (tmp_path / "own.ttf").write_bytes(altered)
    with refused(FontError, code) as faults:
        Font(tmp_path / "own.ttf", {}, "own", "fonts/own.ttf")
    assert faults[0].mark == Mark("fonts/own.ttf", 1)
