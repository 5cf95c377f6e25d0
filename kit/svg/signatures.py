"""What a file is that is named `.svg` and is none, by its first bytes: editors save drawings in many forms."""

from __future__ import annotations

_SIGNATURES = {
    b"\x89PNG": "a PNG picture,",
    b"\xff\xd8\xff": "a JPEG picture,",
    b"GIF8": "a GIF picture,",
    b"%PDF": "a PDF, as Illustrator's .ai files are,",
    b"%!PS": "PostScript,",
    b"PK\x03\x04": "a zip, as the files of Figma and Affinity are,",
}
_WEBP = (b"RIFF", b"WEBP")


def other_kind(data: bytes) -> str:
    """Return what a file is by its first bytes, as a message says it; nothing for what may be SVG."""
    if (data[:4], data[8:12]) == _WEBP:
        return "a WebP picture,"
    return next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), "")
