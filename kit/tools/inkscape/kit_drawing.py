"""An Inkscape extension: check the open drawing, or add a slot around the selection.

It runs in Inkscape's own Python, 1.0 or newer, and starts the kit in the kit's Python. `kit inkscape install` copies
it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from typing import Any

import inkex

#: The command that starts the kit, and its working folder; both are written here when the extension is installed.
KIT = ["python3", "-m", "kit"]
FOLDER = "."
#: The seconds on the clock after which the check of a drawing hangs, though it gives up by itself after 210 s.
_TIMEOUT = 300
#: Sample words, by slot; slots that are missing here have none. They too are written here by the installation.
SAMPLES = {"headline": "Say it in one sentence"}
#: The height of letters as a part of the height of their box, and the width of one as a part of its height.
_HEIGHT, _WIDTH = 0.6, 0.55


class KitDrawing(inkex.EffectExtension):  # type: ignore[misc]  # it has no types
    """The commands of the menu."""

    def add_arguments(self, pars: Any) -> None:
        """Add the parameters that the .inx files name."""
        for name, default in (("effect", "check"), ("slot", "headline"), ("across", "start"), ("down", "top")):
            pars.add_argument(f"--{name}", default=default)

    def effect(self) -> None:
        """Run the command that was chosen in the menu."""
        words = self.checked() if self.options.effect == "check" else self.with_slot()
        if words:
            inkex.errormsg(words)

    def checked(self) -> str:
        """Return the kit's report on the drawing, and write the picture of it beside the file, if it is saved."""
        copy, document = self.options.input_file, self.document_path() or ""
        is_saved = bool(document) and os.path.abspath(document) != os.path.abspath(copy)
        folder = os.path.dirname(document) if is_saved else tempfile.gettempdir()
        name = os.path.basename(document) if is_saved else "drawing.svg"
        picture = os.path.join(folder, f"{os.path.splitext(name)[0]}.check.png")
        command = [*KIT, "check-drawing", os.path.abspath(copy), "-o", picture]
        ran = _run(command + (["--lies-at", document] if is_saved else []))
        copied = "/".join([os.path.basename(os.path.dirname(os.path.abspath(copy))), os.path.basename(copy)])
        return ran.replace(copied, name)

    def with_slot(self) -> str:
        """Add a slot around the selection; return why that is impossible, or ''."""
        name, selected = f"slot-{self.options.slot}", list(self.svg.selection)
        if not selected:
            return "Select a text first, or a rectangle to place the words in."
        if self.svg.getElementById(name) is not None:
            return f"The drawing already has a '{name}'."
        boxes = [box for box in map(_box, selected) if box is not None]
        if not boxes:
            return "The selection has no size; select a text or a shape."
        box = sum(boxes[1:], boxes[0])
        layer = self.svg.get_current_layer()
        group = inkex.Group()
        layer.append(group)
        group.set("id", name)
        group.set("data-pin", f"{self.options.across} {self.options.down}")
        group.label = name
        group.transform = -layer.composed_transform()
        group.append(_outline(box))
        texts = [element for element in selected if isinstance(element, inkex.TextElement)]
        if self.options.slot in SAMPLES:
            group.append(_moved(texts[0], group) if len(texts) == 1 else _words(SAMPLES[self.options.slot], box))
        return ""


def _run(command: list[str]) -> str:
    """Return the output of a command, run without the environment variables of Inkscape's own Python."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LD_", "DYLD_"))}
    try:
        ran = subprocess.run(
            command,
            cwd=FOLDER,
            env=own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_TIMEOUT,
            check=False,
        )
    except OSError as error:
        return f"The kit can't be started ({error}). Run `kit inkscape install` again."
    except subprocess.TimeoutExpired:
        return f"The check of the drawing was given up after {_TIMEOUT} s, as it hangs. Try again."
    return ran.stdout.decode("utf-8", "replace").strip()


def _box(element: Any) -> Any:
    """Return the box of an element in units of the drawing; only Inkscape itself can measure a text."""
    if isinstance(element, inkex.TextElement):
        return element.get_inkscape_bbox()
    return element.bounding_box(element.getparent().composed_transform())


def _outline(box: Any) -> Any:
    """Return the box of a slot, which is visible in the editor and never painted."""
    rect = inkex.Rectangle.new(box.left, box.top, box.width, box.height)
    rect.style = {"fill": "none", "stroke": "#0b57d0", "stroke-width": str(max(box.width, box.height) / 300)}
    return rect


def _moved(text: Any, group: Any) -> Any:
    """Return a text moved into another group, without changing its place in the drawing."""
    text.transform = -group.composed_transform() @ text.composed_transform()
    return text


def _words(sample: str, box: Any) -> Any:
    """Return sample words at a size that fits a box."""
    size = min(_HEIGHT * box.height, box.width / (_WIDTH * len(sample)))
    text = inkex.TextElement()
    text.style = {
        "font-family": "'Source Sans 3'",
        "font-weight": "400",
        "font-size": f"{size:.2f}px",
        "fill": "#000000",
    }
    line = inkex.Tspan(sample)
    line.set("x", str(box.left))
    line.set("y", str(box.top + size))
    text.append(line)
    return text


if __name__ == "__main__":
    KitDrawing().run()
