"""Draw the pictures of a blind round: `python docs/judged/draw_round.py SEED THIRD SECOND REAL FOLDER KEY`.

THIRD and SECOND are the folders of two built kits, the third edition and the second; REAL is one of pictures of real
campaigns. Every message of the third edition is drawn once, the shapes in turn. FOLDER is all that readers see, and KEY
says what every number is. The same seed draws the same round.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: The shapes that are drawn in turn, each from one placement: square, tall, story, wide.
SHAPES = ("instagram/square", "instagram/portrait_4x5", "instagram/story", "x/in_stream")
#: Where messages are taken from that have none of these shapes.
ELSEWHERE = ("facebook/feed_square", "open_graph/link_preview", "print/a4_poster", "profile_frame/ring")
#: How many pictures a round has, how many of them are of the second edition, and how many are real at least.
ROUND, CONTROLS, REAL = range(24, 37), range(4, 7), 6
#: The longer side of a picture, in px, at most.
SIDE = 900


@dataclass(frozen=True)
class Picture:
    """A picture of a round, before it has a number."""

    origin: str
    name: str
    file: Path


def of_kit(origin: str, kit: Path, chance: random.Random, without: Collection[str] = ()) -> list[Picture]:
    """Return a picture of each message of a kit: of a countdown one day, of a series one frame.

    The order is by chance, but messages that have none of the shapes come last, so that they are no controls.
    """
    manifest = json.loads((kit / "manifest.json").read_text(encoding="utf-8"))
    placed: dict[str, dict[str, list[str]]] = {}
    for one in manifest["assets"]:
        if (one["language"], one["partner"]) == (manifest["kit"]["language"], None) and "image/" in one["media_type"]:
            placed.setdefault(one["message"], {}).setdefault(one["placement"], []).append(one["path"])
    messages = sorted(placed.keys() - set(without))
    chance.shuffle(messages)
    messages.sort(key=lambda message: placed[message].keys().isdisjoint(SHAPES))
    drawn, used = list[Picture](), list[str]()
    for message in messages:
        places = placed[message]
        shapes = sorted((one for one in SHAPES if one in places), key=used.count)
        found = [*shapes, *(one for one in ELSEWHERE if one in places)]
        if not found:
            raise SystemExit(f"{message} is on none of {', '.join((*SHAPES, *ELSEWHERE))}")
        used.append(found[0])
        name = chance.choice(sorted(places[found[0]]))
        drawn.append(Picture(origin, name, kit / name))
    return drawn


def of_folder(folder: Path, count: int, chance: random.Random) -> list[Picture]:
    """Return so many pictures of real campaigns."""
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in {".png", ".jpg", ".jpeg"})
    if len(files) < count:
        raise SystemExit(f"{folder} has {len(files)} pictures, {count} are asked for")
    return [Picture("real campaign", file.name, file) for file in chance.sample(files, count)]


def bare(file: Path) -> Image.Image:
    """Return a picture on white, no larger than readers see it, and nothing of what its file says besides."""
    with Image.open(file) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    shown = ground.convert("RGB")
    shown.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return shown


def main(words: Sequence[str] | None = None) -> None:
    """Draw a round as the command line asks."""
    parser = argparse.ArgumentParser(description="Draw the pictures of a blind round.")
    parser.add_argument("seed")
    for name in ("third", "second", "real", "folder", "key"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--controls", type=int, choices=CONTROLS, default=5, help="pictures of the second edition")
    parser.add_argument("--campaigns", type=int, default=REAL, help=f"pictures of real campaigns, {REAL} or more")
    parser.add_argument("--without", nargs="+", default=[], metavar="MESSAGE", help="messages that are not drawn")
    asked = parser.parse_args(words)
    chance = random.Random(asked.seed)  # noqa: S311  (repeats a round, hides nothing)
    pictures = of_kit("third edition", asked.third, chance, asked.without)
    pictures += of_kit("second edition", asked.second, chance, asked.without)[: asked.controls]
    pictures += of_folder(asked.real, asked.campaigns, chance)
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.campaigns < REAL or len(pictures) not in ROUND:
        parser.error(f"{len(pictures)} pictures, {asked.campaigns} of them real, are no round")
    if any(asked.folder.iterdir()) or asked.key.resolve().is_relative_to(asked.folder.resolve()):
        parser.error(f"{asked.folder} is not empty, or the key would lie in it")
    key = []
    numbers = chance.sample(range(100, 1000), len(pictures))
    for number, picture in sorted(zip(numbers, pictures, strict=True), key=lambda pair: pair[0]):
        bare(picture.file).save(asked.folder / f"{number}.png")
        key.append({"number": number, "origin": picture.origin, "name": picture.name})
    asked.key.write_text(json.dumps({"seed": asked.seed, "pictures": key}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
