"""One process of a program in Python: `python -m bench.peers.in_python PROGRAM CARDS OUT INDEX OF`; prints JSON.

`kit` takes the number of its worker processes in the place of OF, and makes everything a kit holds, captions and page
among it; `kit-render` makes what others do, the files of its pictures.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def main() -> None:
    """Make the cards of one process."""
    program, file, out, index, of = sys.argv[1:]
    if program == "kit":
        _kit(Path(file).with_name("kit.yaml"), Path(out), int(of))
        return
    if program == "kit-render":
        _kit_render(Path(file).with_name("kit.yaml"), Path(out), slice(int(index), None, int(of)))
        return
    content = json.loads(Path(file).read_text("utf-8"))
    own = content["cards"][int(index) :: int(of)]
    if program == "material":
        _material(own, Path(content["fonts"]), Path(out))
        return
    with {"cairosvg": _cairosvg, "chromium": _chromium, "typst": _typst}[program](Path(content["fonts"])) as render:
        ready = time.perf_counter()
        for card in own:
            (Path(out) / f"{card['name']}.png").write_bytes(render(card))
        _print(ready, len(own))


def _print(ready: float, cards: int) -> None:
    work = time.perf_counter() - ready
    began = float(os.environ["BEGAN"])  # of time.time(), when the process was started
    print(json.dumps({"ready": time.time() - work - began, "work": work, "cards": cards}))


def _kit(spec: Path, out: Path, jobs: int) -> None:
    import kit  # noqa: PLC0415  (a start of its own)

    project, build = kit.load(spec), kit.build
    ready = time.perf_counter()
    result = build(project, out, jobs=jobs)
    _print(ready, len(result.assets))
    for asset in result.assets:
        (result.folder / asset.path).rename(out / asset.path.replace("/", "-"))


def _kit_render(spec: Path, out: Path, own: slice) -> None:
    import kit  # noqa: PLC0415  (a start of its own)

    project, render = kit.load(spec), kit.render
    pictures = kit.pictures(project)[own]
    ready = time.perf_counter()
    for picture in pictures:
        (out / f"{picture.path.replace('/', '-')}.png").write_bytes(render(project, picture.id).png())
    _print(ready, len(pictures))


def _material(cards: list[dict[str, Any]], fonts: Path, out: Path) -> None:
    from bench.peers.material import build_cards, prepare_site  # noqa: PLC0415  (a start of its own)

    with tempfile.TemporaryDirectory() as folder:
        settings = prepare_site(cards, fonts, Path(folder))
        ready = time.perf_counter()
        build_cards(settings, out)
        _print(ready, len(cards))


@contextmanager
def _cairosvg(fonts: Path) -> Iterator[Callable[[dict[str, Any]], bytes]]:
    """Paint by CairoSVG, which takes fonts from the system: they are put where fontconfig looks; encode by Pillow."""
    settings = fonts / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir></fontconfig>", "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    from io import BytesIO  # noqa: PLC0415

    import cairosvg  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    def render(card: dict[str, Any]) -> bytes:
        with Image.open(BytesIO(cairosvg.svg2png(_svg(card).encode()))) as painted:
            file = BytesIO()
            painted.convert("RGB").save(file, "PNG")
        return file.getvalue()

    yield render


@contextmanager
def _chromium(fonts: Path) -> Iterator[Callable[[dict[str, Any]], bytes]]:
    """Take screenshots of the card as SVG in a page of Chromium."""
    from base64 import b64encode  # noqa: PLC0415

    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    faces = "".join(
        f"@font-face{{font-family:'{family}';src:url(data:font/ttf;base64,{b64encode(file.read_bytes()).decode()})}}"
        for family, file in (("Source Serif 4", fonts / "headline.ttf"), ("Source Sans 3", fonts / "text.ttf"))
    )
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page()

        def render(card: dict[str, Any]) -> bytes:
            page.set_viewport_size({"width": card["width"], "height": card["height"]})
            page.set_content(f"<style>{faces}body{{margin:0}}svg{{display:block}}</style>{_svg(card)}")
            page.evaluate("document.fonts.ready")
            return page.screenshot()

        yield render
        browser.close()


@contextmanager
def _typst(fonts: Path) -> Iterator[Callable[[dict[str, Any]], bytes]]:
    """Set the card as a page of Typst, of which a point becomes a pixel; one compiler makes all of a process."""
    import typst  # noqa: PLC0415

    compiler = typst.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True)

    def render(card: dict[str, Any]) -> bytes:
        page = compiler.compile(input=_page_of_typst(card).encode(), format="png", ppi=72)
        if not isinstance(page, bytes):  # as it is of more than one page
            raise TypeError(f"Typst made no single page of {card['name']}")
        return page

    yield render


def _dark_modules(card: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the columns and rows of the dark modules of a card's code."""
    rows = enumerate(card["code"])
    return [(column, row) for row, modules in rows for column, one in enumerate(modules) if one == "1"]


def _code_measures(card: dict[str, Any]) -> tuple[int, int, int]:
    """Return the sides of a module, of the margin and of the plate of a card's code in px."""
    module, margin = card["module"], 4 * card["module"]
    return module, margin, len(card["code"]) * module + 2 * margin


def _page_of_typst(card: dict[str, Any]) -> str:
    """Return a card as the source of a page, its lines placed by their baselines."""
    lines = "".join(
        f"#place(dx: {line['x']:.2f}pt, dy: {line['baseline']:.2f}pt, text(size: {line['size']:.2f}pt,"
        f' fill: rgb("{line["colour"]}"), font: "{"Source Serif 4" if line["headline"] else "Source Sans 3"}",'
        f' top-edge: "baseline", bottom-edge: "baseline", {json.dumps(line["text"], ensure_ascii=False)}))\n'
        for line in card["lines"]
    )
    module, margin, side = _code_measures(card)
    dark = ", ".join(
        f"curve.move(({column * module}pt, {row * module}pt)), curve.line(({module}pt, 0pt), relative: true),"
        f" curve.line((0pt, {module}pt), relative: true), curve.line((-{module}pt, 0pt), relative: true), curve.close()"
        for column, row in _dark_modules(card)
    )
    return (
        f'#set page(width: {card["width"]}pt, height: {card["height"]}pt, margin: 0pt, fill: rgb("{card["ground"]}"))\n'
        f"{lines}#place(dx: {card['x'] - margin}pt, dy: {card['y'] - margin}pt,"
        f' rect(width: {side}pt, height: {side}pt, fill: rgb("{card["plate"]}")))\n'
        f'#place(dx: {card["x"]}pt, dy: {card["y"]}pt, curve(fill: rgb("{card["ink"]}"), {dark}))\n'
    )


def _svg(card: dict[str, Any]) -> str:
    """Return a card as SVG with words."""
    lines = "".join(
        f'<text x="{line["x"]:.2f}" y="{line["baseline"]:.2f}" font-size="{line["size"]:.2f}" fill="{line["colour"]}"'
        f' font-family="{"Source Serif 4" if line["headline"] else "Source Sans 3"}">{line["text"]}</text>'
        for line in card["lines"]
    )
    module, margin, side = _code_measures(card)
    dark = "".join(
        f"M{card['x'] + column * module} {card['y'] + row * module}h{module}v{module}h-{module}z"
        for column, row in _dark_modules(card)
    )
    width, height = card["width"], card["height"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{card["ground"]}"/>{lines}<rect x="{card["x"] - margin}"'
        f' y="{card["y"] - margin}" width="{side}" height="{side}" fill="{card["plate"]}"/>'
        f'<path shape-rendering="crispEdges" fill="{card["ink"]}" d="{dark}"/></svg>'
    )


if __name__ == "__main__":
    main()
