"""Zips and pictures that were not made here: refused with their fault, and read no further."""

from __future__ import annotations

import stat
import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from support.campaigns import KIT
from support.faults import refused
from support.kits import WHOLE, canonical_zip, describe, errors_in, picture_with_code, pixels_of
from support.photos import saved

from kit.base.errors import ArchiveError
from kit.judge.scanned_codes import codes_in
from kit.paint.encode.decoding import read_file
from kit.run.pipeline.packing import verify

if TYPE_CHECKING:
    from pathlib import Path


class Pipe(BytesIO):
    """A file that can't be gone back in, so that sizes are written behind contents."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError


def foreign(
    *members: tuple[str, bytes], file: BytesIO | None = None, mode: Literal["w", "a"] = "w", **fields: object
) -> bytes:
    """Return a zip with a manifest and other members, each with some fields of its entry set, by another program."""
    file = file or BytesIO()
    with zipfile.ZipFile(file, mode) as archive:
        for name, data in (*members, (f"{KIT}/manifest.json", b"{}")):
            info = zipfile.ZipInfo(name, (2020, 12, 1, 0, 0, 0))
            for key, value in fields.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return file.getvalue()


def patched(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """Return a zip with some bytes behind the last of a mark replaced."""
    at = data.rindex(mark) + offset
    return data[:at] + value + data[at + len(value) :]


A = (f"{KIT}/a.png", b"a")
TEXT = b"words, words, words, words, words"
PLAIN = canonical_zip([A, (f"{KIT}/manifest.json", b"{}"), (f"{KIT}/z.png", b"zz")])
#: The last of it is a deflated text.
DEFLATED = canonical_zip([A, (f"{KIT}/manifest.json", TEXT)])
#: By what its fault says, for most of them share a code: a zip is not as the kit writes it.
HOSTILE = {
    "'../a.png' leads outside its folder": canonical_zip([("../a.png", b"a"), A]),
    "'tiny-1.0.0/../../a.png' leads outside its folder": canonical_zip([(f"{KIT}/../../a.png", b"a"), A]),
    "'/etc/a.png' leads outside its folder": canonical_zip([("/etc/a.png", b"a"), A]),
    "'C:\\\\a.png' has characters other than": canonical_zip([("C:\\a.png", b"a"), A]),
    "'tiny-1.0.0/a\\x1b[2J.png' has characters other than": canonical_zip([(f"{KIT}/a\x1b[2J.png", b"a"), A]),
    "'tiny-1.0.0/.hidden' has characters other than": canonical_zip([(f"{KIT}/.hidden", b"a"), A]),
    "'tiny-1.0.0/-rf' has characters other than": canonical_zip([(f"{KIT}/-rf", b"a"), A]),
    "'tiny-1.0.0/a.png' is duplicate": canonical_zip([A, A]),
    "'tiny-1.0.0/A.png' and 'tiny-1.0.0/a.png' differ only in case": canonical_zip([(f"{KIT}/A.png", b"a"), A]),
    "'tiny-1.0.0/a.png' is both a file and a folder": canonical_zip([A, (f"{KIT}/a.png/b.png", b"b")]),
    "it must be under 120": canonical_zip([(f"{KIT}/{'a' * 109}", b"a")]),
    "...' is 60,002 characters long": canonical_zip([(f"{'a/' * 30_000}aa", b"a")]),
    "'other/a.png' is outside the folder 'tiny-1.0.0'":
        canonical_zip([A, (f"{KIT}/b.png", b"b"), ("other/a.png", b"a")]),
    "the files in the zip are not sorted by name": canonical_zip([(f"{KIT}/b.png", b"b"), A]),
    "'tiny-1.0.0/a\\\\xc3\\\\xa4.png' has": foreign((f"{KIT}/aä.png", b"a")),
    "'tiny-1.0.0/a.png' is a link, not a file": foreign(A, external_attr=(stat.S_IFLNK | 0o777) << 16, create_system=3),
    "'tiny-1.0.0/en/' is a folder": foreign((f"{KIT}/en/", b"")),
    "'tiny-1.0.0/a.png' is compressed": foreign((A[0], bytes(10_000_000)), compress_type=zipfile.ZIP_DEFLATED),
    "'tiny-1.0.0/a.txt' is packed more than 100 times as small as it is":
        foreign((f"{KIT}/a.txt", bytes(10_000_000)), compress_type=zipfile.ZIP_DEFLATED),
    "'tiny-1.0.0/a.txt' is compressed": foreign((f"{KIT}/a.txt", TEXT), compress_type=zipfile.ZIP_BZIP2),
    "manifest.json can't be unpacked to the 10 bytes": patched(DEFLATED, b"PK\1\2", 24, b"\x0a"),
    "manifest.json can't be unpacked to the 34 bytes": patched(DEFLATED, b"PK\1\2", 24, b"\x22"),
    "manifest.json can't be unpacked to the 33 bytes": patched(DEFLATED, b"+\xcf/J", 0, b"\xff" * 8),
    "the header of tiny-1.0.0/manifest.json is not in the": patched(DEFLATED, b"PK\3\4", 14, bytes(4)),
    "'tiny-1.0.0/a.png' has its sizes after its contents": foreign(A, file=Pipe()),
    "'tiny-1.0.0/a.png' has extra fields or a comment": foreign(A, extra=struct.pack("<HHL", 0x7875, 4, 0)),
    "'tiny-1.0.0/manifest.json' has extra fields or a comment": foreign(A, comment=b"words"),
    "the header of tiny-1.0.0/a.png is not in the form that the kit writes": foreign(A),
    "'tiny-1.0.0/z.png' is encrypted": patched(PLAIN, b"PK\1\2", 8, b"\1"),
    "'tiny-1.0.0/z.png' has the flags 0x0800": patched(PLAIN, b"PK\1\2", 8, b"\0\x08"),
    "'tiny-1.0.0/z.png' uses zip64": patched(PLAIN, b"PK\1\2", 20, b"\xff" * 8),
    "'tiny-1.0.0/z.png' has 2 bytes by one count and 3 by the other": patched(PLAIN, b"PK\1\2", 24, b"\3"),
    "the directory of the zip begins at byte": patched(PLAIN, b"PK\1\2", 20, b"\3\0\0\0\3"),
    "'tiny-1.0.0/z.png' begins at byte 0 of the zip": patched(PLAIN, b"PK\1\2", 42, b"\0\0\0\0"),
    "the zip uses zip64": patched(PLAIN, b"PK\5\6", 8, b"\xff" * 12),
    "'tiny-1.0.0/a.png' begins at byte 5 of the zip": foreign(A, file=BytesIO(b"begin"), mode="a"),
    "a comment or other data follows the end of the zip": PLAIN + b"more",
    f"the zip has {len(PLAIN) + 22} bytes instead of {len(PLAIN)}": PLAIN + PLAIN[-22:],
}  # fmt: skip


@pytest.mark.parametrize("sentence", HOSTILE)
def test_a_zip_that_was_not_made_here_is_refused_with_its_fault(tmp_path: Path, sentence: str) -> None:
    (tmp_path / WHOLE).write_bytes(HOSTILE[sentence])
    found = [fault.message for fault in errors_in(tmp_path / WHOLE)]
    assert any(sentence in message for message in found), found
    assert all(message.isprintable() for message in found)
    assert list(tmp_path.iterdir()) == [tmp_path / WHOLE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"words", "not-a-zip"),
        (PLAIN[:-1], "not-a-zip"),
        (b"begin" + PLAIN, "zip-directory-damaged"),
        (patched(PLAIN, b"PK\5\6", 10, b"\4"), "zip-directory-damaged"),
        (canonical_zip([]), "manifest-missing"),
        (canonical_zip([A]), "manifest-missing"),
    ],
)
def test_what_is_no_zip_or_no_kit_can_not_be_read(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / WHOLE).write_bytes(data)
    with refused(ArchiveError, code):
        verify(tmp_path / WHOLE)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP"])
def test_what_a_picture_states_is_read_in_every_format(name: str) -> None:
    words = {"alt": "A house.", "caption": "Sign."}
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", describe(*words.values()))
    options = {"pnginfo": info} if name == "PNG" else {"xmp": describe(*words.values()).encode()}
    data = saved(Image.new("RGB", (8, 8)), name, **options)
    assert read_file(data, f"image/{name.lower()}").stated == words
    for other in {"PNG", "JPEG", "WEBP"} - {name}:
        with pytest.raises(ValueError, match="cannot identify"):
            read_file(data, f"image/{other.lower()}")


def test_a_picture_too_large_to_decode_is_refused() -> None:
    data = saved(Image.new("1", (8000, 8000)), "PNG")
    with pytest.raises(ValueError, match="it has 8,000 by 8,000 pixels"):
        read_file(data, "image/png")


def test_codes_are_read_from_pixels() -> None:
    assert codes_in(pixels_of(picture_with_code("https://example.org/", 8))) == ["https://example.org/"]
