from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kit.errors import QrError
from kit.qr import QUIET_ZONE, Symbol, make_symbol
from kit.raster import paint

PETITION = "https://www.change.org/childsafetyfirst"
ADDRESSES = st.builds(
    "https://{}.{}/{}".format,
    st.from_regex(r"[a-z][a-z0-9-]{0,20}[a-z0-9]", fullmatch=True),
    st.sampled_from(["org", "eu", "com"]),
    st.text("ABCabc019-._~:/?#&=%+", max_size=180),
)


def painted(symbol: Symbol, module: int) -> Image.Image:
    """Paint a symbol with its quiet zone, black on white."""
    side = symbol.side * module
    path = f'<rect width="100%" height="100%" fill="#fff"/><path d="{symbol.path(0, 0, module)}"/>'
    pixels = paint(f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">{path}</svg>')
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


def read(image: Image.Image) -> zxingcpp.Barcode:
    [code] = zxingcpp.read_barcodes(image, try_invert=False)
    return code


@settings(deadline=None, max_examples=60, derandomize=True)
@given(address=ADDRESSES)
def test_a_painted_code_reads_as_its_address(address: str) -> None:
    assert read(painted(make_symbol(address), 4)).text == address


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
    assert symbol.path(10, 20, 5) == "M30 40h10v5h-10zM40 50h5v5h-5z"


def test_a_module_is_the_most_whole_pixels_that_fit() -> None:
    symbol = make_symbol(PETITION)
    assert [symbol.module_in(side) for side in (408, 407, 406.9, 37, 36.9)] == [11, 11, 10, 1, 0]


def test_an_address_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(QrError, match="an address of 2400 characters fits no QR code") as caught:
        make_symbol("https://a.eu/".ljust(2400, "x"))
    assert caught.value.faults[0].remedy == "use a short address that leads there"
