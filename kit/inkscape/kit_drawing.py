"""An extension of Inkscape: check the drawing that is open, or add a slot around what is selected.

It runs in the Python of Inkscape, 1.0 or newer, and starts the kit in its own. `kit inkscape install` copies it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from typing import Any

import inkex

#: How the kit is started, and in which folder; both are written here when the extension is installed.
KIT = ["python3", "-m", "kit"]
FOLDER = "."
#: How long, in seconds, a drawing may take to be checked.
_PATIENCE = 300
#: Sample words, by slot; slots without any hold none. They too are written here when the extension is installed.
SAMPLES = {"headline": "Say it in one sentence"}
#: The height of letters as a part of that of their box, and how wide one is as a part of its height.
_HEIGHT, _WIDTH = 0.6, 0.55


class KitDrawing(inkex.EffectExtension):  # type: ignore[misc]  # it has no types
    """What is done to a drawing from the menu."""

    def add_arguments(self, pars: Any) -> None:
        """Take the parameters that the .inx files name."""
        for name, default in (("effect", "check"), ("slot", "headline"), ("across", "start"), ("down", "top")):
            pars.add_argument(f"--{name}", default=default)

    def effect(self) -> None:
        """Do what the menu asked for."""
        words = self.checked() if self.options.effect == "check" else self.with_slot()
        if words:
            inkex.errormsg(words)

    def checked(self) -> str:
        """Return what the kit says of the drawing, and write the picture of it beside the file, if it has one."""
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
        """Add a slot around the selection; return why there is none, or nothing."""
        name, selected = f"slot-{self.options.slot}", list(self.svg.selection)
        if not selected:
            return "Select what the slot is to hold first: a text, or a rectangle where its words are to be."
        if self.svg.getElementById(name) is not None:
            return f"The drawing has a '{name}' already."
        boxes = [box for box in map(_box, selected) if box is not None]
        if not boxes:
            return "What is selected has no size; select a text or a shape."
        box = sum(boxes[1:], boxes[0])
        layer = self.svg.get_current_layer()
        group = inkex.Group()
        layer.append(group)
        group.set("id", name)
        group.set("data-pin", f"{self.options.across} {self.options.down}")
        group.label = name
        group.transform = -layer.composed_transform()
        group.append(_outline(box))
        texts = [one for one in selected if isinstance(one, inkex.TextElement)]
        if self.options.slot in SAMPLES:
            group.append(_moved(texts[0], group) if len(texts) == 1 else _words(SAMPLES[self.options.slot], box))
        return ""


def _run(command: list[str]) -> str:
    """Return what a command says, without the settings by which Inkscape starts its own Python."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LD_", "DYLD_"))}
    try:
        ran = subprocess.run(
            command,
            cwd=FOLDER,
            env=own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE,
            check=False,
        )
    except OSError as error:
        return f"The kit can't be started ({error}). Run `kit inkscape install` again."
    except subprocess.TimeoutExpired:
        return f"The drawing was not checked within {_PATIENCE} s."
    return ran.stdout.decode("utf-8", "replace").strip()


def _box(element: Any) -> Any:
    """Return the box of an element in units of the drawing; only Inkscape itself knows that of a text."""
    if isinstance(element, inkex.TextElement):
        return element.get_inkscape_bbox()
    return element.bounding_box(element.getparent().composed_transform())


def _outline(box: Any) -> Any:
    """Return the box of a slot, which is seen in the editor and never painted."""
    rect = inkex.Rectangle.new(box.left, box.top, box.width, box.height)
    rect.style = {"fill": "none", "stroke": "#0b57d0", "stroke-width": str(max(box.width, box.height) / 300)}
    return rect


def _moved(text: Any, group: Any) -> Any:
    """Return a text for another group, in the place that it has."""
    text.transform = -group.composed_transform() @ text.composed_transform()
    return text


def _words(sample: str, box: Any) -> Any:
    """Return sample words of a size that fits a box."""
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
