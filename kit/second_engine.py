"""Paint SVG with resvg, which shares no code with CairoSVG: what both paint alike is painted right.

resvg comes with the extra `check` (`pip install '.[check]'`); without it nothing is compared.
"""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO

from PIL import Image


def is_installed() -> bool:
    """Tell whether the second engine can paint."""
    return find_spec("resvg_py") is not None


def engines() -> dict[str, str]:
    """Return the name and the version of the second engine, nothing where it is not installed."""
    if not is_installed():
        return {}
    import resvg_py  # noqa: PLC0415  (an extra)

    return {"resvg_py": resvg_py.__version__}


def paint_again(svg: str, width: int, height: int) -> Image.Image:
    """Paint an SVG without words at a size in px; the picture has four bands, colours times alpha.

    No other file is read. Raises ValueError when it can't be painted.
    """
    png = paint_png(svg, width, height)
    with Image.open(BytesIO(png)) as image:
        return Image.frombytes("RGBA", image.size, image.convert("RGBA").convert("RGBa").tobytes())


def paint_png(svg: str, width: int, height: int) -> bytes:
    """Return an SVG without words as a PNG of a size in px; see `paint_again`."""
    import resvg_py  # noqa: PLC0415  (an extra)

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True))
