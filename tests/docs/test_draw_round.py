"""The pictures of a blind round: every message once, the shapes in turn, and the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from docs.judged.draw_round import ELSEWHERE, SHAPES, main

if TYPE_CHECKING:
    from pathlib import Path

MESSAGES = [f"message-{letter}" for letter in "abcdefghijkl"]
#: A story that is larger than readers see it, and how they see it.
TALL, SEEN = (10, 1800), (5, 900)


def made_kit(folder: Path) -> Path:
    """Write a kit of twelve messages, a countdown of two days and a message that is on no shape of a round."""
    days = [("days", SHAPES[0], f"days-{day}") for day in (1, 2)]
    rows = [(one, place, one) for one in MESSAGES for place in SHAPES] + [*days, ("link", ELSEWHERE[1], "link")]
    assets = []
    for message, placement, name in rows:
        path = f"en/{placement}/{name}.png"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGBA", TALL if placement == SHAPES[2] else (8, 8), "teal").save(folder / path, dpi=(72, 72))
        row = {"path": path, "message": message, "placement": placement, "media_type": "image/png", "language": "en"}
        assets.append({**row, "partner": None})
    text = json.dumps({"kit": {"language": "en"}, "assets": assets})
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the folders that a round is drawn from, as the command line names them."""
    root = tmp_path_factory.mktemp("given")
    (root / "real").mkdir()
    for number in range(8):
        Image.new("RGB", (8, 8), "navy").save(root / "real" / f"{number}.jpg")
    return [str(made_kit(root / "third")), str(made_kit(root / "second")), str(root / "real")]


def drawn(given: list[str], folder: Path, seed: str, *options: str) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    """Draw a round; return its key and its files."""
    main([seed, *given, str(folder / "seen"), str(folder / "key.json"), *options])
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    assert key["seed"] == seed
    return key["pictures"], {path.name: path.read_bytes() for path in (folder / "seen").iterdir()}


def test_a_round_has_every_message_once_with_the_shapes_in_turn(given: list[str], tmp_path: Path) -> None:
    key, files = drawn(given, tmp_path, "one")
    assert Counter(one["origin"] for one in key) == {"third edition": 14, "second edition": 5, "real campaign": 6}
    third = [one["name"].removeprefix("en/") for one in key if one["origin"] == "third edition"]
    names = [name.rpartition("/")[2].removesuffix(".png") for name in third]
    assert sorted(name[:4] if name.startswith("days") else name for name in names) == ["days", "link", *MESSAGES]
    places = Counter(name.rpartition("/")[0] for name in third)
    assert {places[shape] for shape in SHAPES} <= {3, 4}
    assert {f"{one['number']}.png" for one in key} == {*files}


def test_a_picture_says_nothing_of_where_it_is_from(given: list[str], tmp_path: Path) -> None:
    key, _ = drawn(given, tmp_path, "one")
    seen = [*(tmp_path / "seen").iterdir()]
    assert len(seen) == len(key) > 0
    for path in seen:
        with Image.open(path) as picture:
            assert (picture.mode, picture.info) == ("RGB", {})
            assert picture.size in {(8, 8), SEEN}


def test_a_seed_draws_one_round(given: list[str], tmp_path: Path) -> None:
    rounds = [drawn(given, tmp_path / name, seed) for name, seed in (("a", "one"), ("b", "one"), ("c", "two"))]
    assert rounds[0] == rounds[1]
    assert rounds[0][0] != rounds[2][0]


def test_no_round_of_too_few_none_over_another_and_none_beside_its_key(given: list[str], tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    with pytest.raises(SystemExit):
        drawn(given, tmp_path, "one", "--without", *MESSAGES[:4])
    with pytest.raises(SystemExit):
        main(["one", *given, str(seen), str(seen / "key.json")])
    assert not any(seen.iterdir())
    drawn(given, tmp_path, "one")
    with pytest.raises(SystemExit):
        drawn(given, tmp_path, "one")
