"""The cards as those of the social plugin of Material for MkDocs: a page and a layout each, in a site that is built.

A layer of its words is as high as a line of the font; one of an image shows the code.
"""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image, ImageFont

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_STYLE = "Regular"
_SITE = {
    "site_name": "Cards",
    "site_url": "https://harbour.example/",
    "theme": {"name": "material", "font": False},
    "use_directory_urls": False,
}


def prepare_site(cards: list[dict[str, Any]], fonts: Path, folder: Path) -> MkDocsConfig:
    """Write a site with a page for each card, fonts where the plugin keeps those it loaded, and read its settings."""
    (folder / "docs").mkdir()
    (folder / "layouts").mkdir()
    for family in ("headline", "text"):
        (folder / "cache" / "fonts" / family).mkdir(parents=True)
        shutil.copy(fonts / f"{family}.ttf", folder / "cache" / "fonts" / family / f"{_STYLE}.ttf")
    loaded = {name: ImageFont.truetype(fonts / f"{name}.ttf", 1000) for name in ("headline", "text")}
    for card in cards:
        name = card["name"]
        _code(card).save(folder / f"{name}.png")
        layers = [{"background": {"color": card["ground"]}}, _image(card, folder / f"{name}.png")]
        layers += [_line(line, card["width"], loaded[_family(line)].getmetrics()) for line in card["lines"]]
        layout = {"size": {"width": card["width"], "height": card["height"]}, "layers": layers}
        (folder / "layouts" / f"{name}.yml").write_text(yaml.safe_dump(layout), "utf-8")
        (folder / "docs" / f"{name}.md").write_text(f"---\nsocial:\n  cards_layout: {name}\n---\n\n# Card\n", "utf-8")
    social = {
        "cache_dir": str(folder / "cache"), "cards_layout_dir": str(folder / "layouts"), "cards_dir": "cards",
        "concurrency": 1,
    }  # fmt: skip
    settings = {**_SITE, "docs_dir": str(folder / "docs"), "site_dir": str(folder / "site")}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({**settings, "plugins": [{"social": social}]}), "utf-8")
    return load_config(str(folder / "mkdocs.yml"))


def build_cards(settings: MkDocsConfig, out: Path) -> None:
    """Build the site, and move its cards into a folder."""
    settings.plugins.on_startup(command="build", dirty=False)
    build(settings)
    settings.plugins.on_shutdown()
    for card in Path(settings.site_dir, "cards").glob("*.png"):
        shutil.move(card, out / card.name)


def _line(line: dict[str, Any], width: int, metrics: tuple[int, int]) -> dict[str, Any]:
    """Return a layer with a line of words: the plugin sets it as large as ascent and descent fit into the layer."""
    ascent, descent = (value / 1000 * line["size"] for value in metrics)
    return {
        "size": {"width": width - round(line["x"]), "height": math.ceil(ascent + descent)},
        "offset": {"x": round(line["x"]), "y": round(line["baseline"] - ascent)},
        "typography": {
            "content": line["text"],
            "color": line["colour"],
            "font": {"family": _family(line), "style": _STYLE},
        },
    }


def _family(line: dict[str, Any]) -> str:
    return "headline" if line["headline"] else "text"


def _image(card: dict[str, Any], path: Path) -> dict[str, Any]:
    margin, side = 4 * card["module"], (len(card["code"]) + 8) * card["module"]
    return {
        "size": {"width": side, "height": side},
        "offset": {"x": card["x"] - margin, "y": card["y"] - margin},
        "background": {"image": str(path)},
    }


def _code(card: dict[str, Any]) -> Image.Image:
    """Return the code of a card with its quiet zone, a px a module made as large as it is shown."""
    side = len(card["code"]) + 8
    code = Image.new("RGB", (side, side), card["plate"])
    for y, row in enumerate(card["code"]):
        for x, module in enumerate(row):
            if module == "1":
                code.putpixel((x + 4, y + 4), tuple(bytes.fromhex(card["ink"][1:])))
    return code.resize((side * card["module"],) * 2, Image.Resampling.NEAREST)
