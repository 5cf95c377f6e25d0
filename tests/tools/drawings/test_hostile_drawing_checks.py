"""`kit check-drawing` on drawings that somebody made to harm: nothing local is shown, and no process grows or hangs."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

#: Seconds and bytes that checking one drawing may take: the limits of its process, and starting it twice.
SECONDS, MEMORY = 40, 1_400_000_000
GRADIENT = '<stop offset="0" stop-color="#0f2a2e"/><stop offset="1" stop-color="#fff4dc"/></linearGradient>'


def drawing(shapes: str, definitions: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080"><defs>{definitions}</defs>'
        '<rect width="1080" height="1080" fill="#0f2a2e"/><rect id="live" x="60" y="60" width="960" height="960"/>'
        '<g id="slot-headline"><rect x="60" y="60" width="900" height="300" fill="none"/><text x="60" y="200" '
        f'font-family="Source Serif 4" font-size="80" fill="#fff4dc">Keep</text></g>{shapes}</svg>'
    )


def nested(count: int, one: str, last: str) -> str:
    """Return definitions, each of which refers to the next, `{next}`."""
    return "".join(one.format(own=number, next=number + 1) for number in range(count)) + last.format(own=count)


def pixels(side: int) -> str:
    """Return a picture of few bytes and many pixels."""
    file = BytesIO()
    Image.new("1", (side, side), 1).save(file, "PNG")
    return b64encode(file.getvalue()).decode()


MASK = (
    '<mask id="m{own}"><g mask="url(#m{next})"><rect width="1080" height="1080" fill="#fff" mask="url(#m{next})"/></g>'
    "</mask>"
)
MARKER = (
    '<marker id="k{own}" markerWidth="9" markerHeight="9"><path d="M0 0L1 1L2 2L3 3" marker-mid="url(#k{next})" '
    'marker-start="url(#k{next})" marker-end="url(#k{next})" stroke="#000"/></marker>'
)
#: Stands for a picture that takes a second to make, in the process that draws it only.
MANY_PIXELS = "(many pixels)"
#: Drawings by name, and what is said of each.
HOSTILE = {
    "masks in masks": (
        drawing('<rect width="500" height="500" mask="url(#m0)"/>', nested(24, MASK, '<mask id="m{own}"/>')),
        "steps to paint; at most",
    ),
    "markers on markers": (
        drawing('<path d="M0 0L1 1L2 2" marker-mid="url(#k0)"/>', nested(12, MARKER, '<marker id="k{own}"/>')),
        "draw the arrow or dot as a shape",
    ),
    "a chain of gradients": (
        drawing(
            '<rect width="9" height="9" fill="url(#g0)"/>',
            nested(3000, '<linearGradient id="g{own}" href="#g{next}"/>', f'<linearGradient id="g{{own}}">{GRADIENT}'),
        ),
        "is inside more than 100 others",
    ),
    "a stroke without end": (
        drawing('<path d="M0 0L1000 1000" stroke="#fff4dc" stroke-width="1e30" filter="blur(3px)"/>'),
        "'stroke-width' is 1e30",
    ),
    "a picture of 400 million pixels": (
        drawing(f'<image href="data:image/png;base64,{MANY_PIXELS}" width="500" height="500" mask="url(#x)"/>'),
        "the picture in <image> is damaged",
    ),
    "a picture without a height": (
        drawing('<image width="200" href="photo.jpg"/>'),
        "<image> points outside the drawing",
    ),
    "a picture of nothing": (
        drawing('<image height="200" href="data:image/png;base64,AAAA"/>'),
        "the picture in <image> is damaged",
    ),
}


#: Runs a command; writes the processor time of its processes, and the most memory that any of them had, into a file.
MEASURED = """\
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump([used.ru_utime + used.ru_stime, used.ru_maxrss * 1024], open("used.json", "w"))
sys.exit(code)
"""


def check(path: Path) -> tuple[subprocess.CompletedProcess[str], float, int]:
    """Check a drawing by the command line; return what it printed, how many seconds and how many bytes it took.

    Seconds are those of the processor, so that a busy computer makes no difference.
    """
    kit = [sys.executable, "-m", "kit", "check-drawing", path.name, "-o", "shown.png"]
    command = [sys.executable, "-c", MEASURED, *kit]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, timeout=600, check=False)
    return done, *json.loads((path.parent / "used.json").read_text(encoding="utf-8"))


@pytest.mark.ci
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_drawing_is_refused_within_the_limits(tmp_path: Path, name: str) -> None:
    text, said = HOSTILE[name]
    if MANY_PIXELS in text:
        text = text.replace(MANY_PIXELS, pixels(20_000))
    (tmp_path / "hostile.svg").write_text(text, encoding="utf-8")
    done, seconds, memory = check(tmp_path / "hostile.svg")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "hostile.svg:1" in done.stdout + done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "failed: " not in done.stdout + done.stderr
    assert seconds < SECONDS
    assert memory < MEMORY


def test_no_local_file_is_shown(tmp_path: Path) -> None:
    red = (255, 0, 0)
    Image.new("RGB", (500, 500), red).save(tmp_path / "photo.png")
    absolute = tmp_path / "photo.png"
    shapes = "".join(
        f'<image {key}="{href}" x="{x}" y="500" width="300" height="300"/>'
        for x, (key, href) in enumerate(
            [
                ("href", "photo.png"),
                ("href", f"{absolute}"),
                ("href", f"file://{absolute}"),
                ("xlink:href", "photo.png"),
            ]
        )
    )
    text = drawing(shapes).replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ')
    (tmp_path / "spying.svg").write_text(text, encoding="utf-8")
    done, _, _ = check(tmp_path / "spying.svg")
    assert "<image> points outside the drawing" in done.stdout + done.stderr
    with Image.open(tmp_path / "shown.png") as shown:
        colours = shown.convert("RGB").getcolors(1 << 24) or []
    assert red not in {colour for _, colour in colours}
    assert (15, 42, 46) in {colour for _, colour in colours}, "what the guard passes is painted"
