"""The files and parts that hostile drawings are made of."""

from __future__ import annotations

import struct
from base64 import b64encode
from io import BytesIO
from zlib import crc32

from PIL import Image

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 1080 1080">'
)
TAIL = (
    '<rect id="live" x="65" y="65" width="950" height="950"/><g id="slot-headline"><rect x="100" y="100" width="800"'
    ' height="300"/><text fill="#0f2a2e" font-family="Source Serif 4" font-size="80">Words</text></g></svg>'
)
WALL = '<rect width="1080" height="1080" fill="{}"/>'
BOX = '<rect width="9" height="9" fill="#0f2a2e" {}/>'
LINE = '<path d="M0 0H1000" stroke="#0f2a2e" fill="none" {}/>'
FILE = "file:///etc/passwd"
FAR = "http://127.0.0.1:9/x"


def drawing(body: str | bytes) -> bytes:
    """Return the whole file: what is text goes between the tags of a sound drawing."""
    return body if isinstance(body, bytes) else (HEAD + body + TAIL).encode()


def whole(start: str, body: str = "", encoding: str = "utf-8") -> bytes:
    """Return the whole file of a drawing with something before its first tag, in an encoding."""
    return (start + HEAD + body + TAIL).encode(encoding)


def picture(kind: str, size: tuple[int, int] = (2, 2), count: int = 1) -> bytes:
    """Return a picture file of a kind, of one or several frames."""
    frames = [Image.new("RGB", size, (level * 9, 0, 0)) for level in range(count)]
    file = BytesIO()
    frames[0].save(file, kind, **({"save_all": True, "append_images": frames[1:]} if count > 1 else {}))
    return file.getvalue()


def png(width: int, height: int, data: bytes, extra: bytes = b"") -> bytes:
    """Return a PNG that says a size, whatever its data holds."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", data), (b"IEND", b"")]
    packed = [struct.pack(">I", len(body)) + tag + body + struct.pack(">I", crc32(tag + body)) for tag, body in chunks]
    return b"\x89PNG\r\n\x1a\n" + packed[0] + extra + b"".join(packed[1:])


def image(data: bytes, kind: str = "png") -> str:
    """Return an `<image>` that holds some bytes and says a kind."""
    return f'<image width="9" height="9" href="data:image/{kind};base64,{b64encode(data).decode()}"/>'


def bomb(tag: str, link: str, levels: int = 9, times: int = 10) -> str:
    """Return definitions that each hold the one before many times over, from `#n0` to the last, `#n9`."""
    return "".join(
        f'<{tag} id="n{level}" width="9" height="9">{BOX.format(link.format(level - 1)) * times}</{tag}>'
        if level
        else f'<{tag} id="n0" width="9" height="9"><rect width="1" height="1"/></{tag}>'
        for level in range(levels + 1)
    )


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n%%EOF\n"
POLYGLOT = picture("JPEG")[:2] + b"\xff\xfe\x00\x40" + b"<svg xmlns='http://www.w3.org/2000/svg'/>".ljust(62)
PATTERN = '<pattern id="p" patternUnits="userSpaceOnUse" width="{0}" height="{0}">{1}</pattern>'
USES = '<g id="n{0}">' + '<use xlink:href="#n{1}"/>' * 10 + "</g>"
CHAIN = "".join(f'<g id="n{level}"><use href="#n{level + 1}"/></g>' for level in range(400))
