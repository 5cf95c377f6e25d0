"""QR codes: the path that is painted reads as its address, and is exactly the matrix of ISO/IEC 18004."""

from __future__ import annotations

import random

import pytest
import zxingcpp
from PIL import Image
from pyzbar.pyzbar import ZBarSymbol, decode
from support.pictures import tree_of

from kit.base.errors import QrError
from kit.drawing.qr import QUIET_ZONE, Symbol, make_symbol
from kit.paint.raster.painter import paint

PETITION = "https://www.change.org/childsafetyfirst"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
#: A symbol may hold what looks like another kind of bar code.
ONLY_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
#: px a module: the least that can be read, sizes that no power of two is, and those of posters.
MODULES = (2, 3, 5, 8)


def addresses(count: int) -> list[str]:
    """Return different addresses of 14 to 250 characters, some all capitals, the same every time."""
    chance = random.Random(1904)  # noqa: S311  (no secret)
    made = []
    for number in range(count):
        host = "".join(chance.choices(LETTERS, k=chance.randint(1, 20)))
        path = "".join(chance.choices(LETTERS + LETTERS.upper() + "-._~:/?#&=%+", k=chance.randint(0, 210)))
        address = f"https://{host}.{chance.choice(('org', 'eu', 'com'))}/{number}{path}"
        made.append(address.upper() if number % 10 == 9 else address)
    return made


def painted(symbol: Symbol, module: int) -> Image.Image:
    """Paint a symbol with its quiet zone, black on white."""
    side = symbol.side * module
    path = f'<rect width="100%" height="100%" fill="#fff"/><path d="{symbol.outline(0, 0, module).d}"/>'
    pixels = paint(tree_of(f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">{path}</svg>'))
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


def read(image: Image.Image) -> zxingcpp.Barcode:
    [code] = zxingcpp.read_barcodes(image, formats=ONLY_QR, try_invert=False)
    return code


@pytest.mark.ci
@pytest.mark.parametrize("count", [200, pytest.param(4000, marks=pytest.mark.slow)])
def test_a_painted_code_reads_as_its_address(count: int) -> None:
    wanted = addresses(count)
    codes = [read(painted(make_symbol(address), MODULES[number % 4])) for number, address in enumerate(wanted)]
    assert len(codes) == count
    assert [code.text for code in codes] == wanted
    assert {(code.ec_level, code.format) for code in codes} == {("M", zxingcpp.BarcodeFormat.QRCode)}


@pytest.mark.parametrize("module", MODULES)
def test_a_second_reader_reads_the_same(module: int) -> None:
    """ZBar shares no code with zxing-cpp."""
    wanted = addresses(50)
    read_codes = [decode(painted(make_symbol(address), module), symbols=[ZBarSymbol.QRCODE]) for address in wanted]
    assert len(read_codes) == 50
    assert [[code.data.decode() for code in codes] for codes in read_codes] == [[address] for address in wanted]


def test_codes_correct_errors_at_level_m() -> None:
    code = read(painted(make_symbol(PETITION), 4))
    assert (code.text, code.ec_level, code.format) == (PETITION, "M", zxingcpp.BarcodeFormat.QRCode)


@pytest.mark.parametrize(("length", "modules"), [(14, 21), (26, 25), (42, 29), (62, 33), (84, 37)])
def test_the_symbol_is_the_smallest_that_holds_the_address(length: int, modules: int) -> None:
    """The most bytes of versions 1 to 5 at level M (ISO/IEC 18004, table 7); one byte more takes the next version."""
    address = "https://a.eu/?".ljust(length, "x")
    assert len(make_symbol(address).rows) == modules
    assert len(make_symbol(f"{address}x").rows) == modules + 4


def test_the_petition_needs_37_modules_with_its_quiet_zone() -> None:
    assert make_symbol(PETITION).side == 37


@pytest.mark.parametrize("module", [1, 3, 11])
def test_the_path_is_exactly_the_matrix_and_the_quiet_zone_is_clear(module: int) -> None:
    symbol = make_symbol(PETITION)
    image = painted(symbol, module).convert("L")
    expected = Image.new("L", (symbol.side, symbol.side), 255)
    for y, row in enumerate(symbol.rows):
        for x, dark in enumerate(row):
            expected.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0 if dark else 255)
    assert QUIET_ZONE == 4
    assert image.tobytes() == expected.resize(image.size, Image.Resampling.NEAREST).tobytes()


def test_the_path_stands_where_it_is_put() -> None:
    symbol = Symbol(((True, True, False), (False, False, False), (False, False, True)))
    assert symbol.outline(10, 20, 5).d == "M30 40h10v5h-10zM40 50h5v5h-5z"


def test_a_module_is_the_most_whole_pixels_that_fit() -> None:
    symbol = make_symbol(PETITION)
    assert [symbol.module_in(side) for side in (408, 407, 406.9, 37, 36.9)] == [11, 11, 10, 1, 0]


def test_an_address_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(QrError, match="an address of 2400 characters fits no QR code") as caught:
        make_symbol("https://a.eu/".ljust(2400, "x"))
    assert caught.value.faults[0].remedy == "use a short address that leads there"
