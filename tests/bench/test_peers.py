"""The measuring of other programs: that a picture which lacks something is not counted as made."""

from __future__ import annotations

import json
import time
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import kit
from bench.peers import in_python
from bench.peers.cards import MESSAGES, SIZES, Card, cards_of, write_campaign
from bench.peers.run import Measured, faults_of, table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Card, Image.Image]:
    """Return the first card and its picture, by the kit."""
    spec = write_campaign(tmp_path_factory.mktemp("peers") / "campaign", 1)
    project = kit.load(spec)
    assert len(kit.plan(project)) == len(MESSAGES) * len(SIZES)
    picture = kit.render(project, kit.plan(project)[0]).png()
    return next(cards_of(spec)), Image.open(BytesIO(picture)).convert("RGB")


def found(card: Card, image: Image.Image, folder: Path) -> list[str]:
    image.save(folder / f"{card.name}.png")
    return faults_of(card, folder)


def test_a_whole_picture_has_no_fault(painted: tuple[Card, Image.Image], tmp_path: Path) -> None:
    assert found(*painted, tmp_path) == []


def test_what_is_missing_is_told(painted: tuple[Card, Image.Image], tmp_path: Path) -> None:
    card, image = painted
    assert faults_of(card, tmp_path) == ["a picture is missing"]
    assert found(card, image.resize((540, 540)), tmp_path) == ["a picture has 540 x 540 px, not 1080 x 1080"]
    without_code, side = image.copy(), len(card.code) * card.module
    without_code.paste(card.plate, (card.x, card.y, card.x + side, card.y + side))
    assert found(card, without_code, tmp_path) == ["a code is not read"]
    line, without_line = card.lines[0], image.copy()
    without_line.paste(card.ground, (0, round(line.baseline - line.size), 1080, round(line.baseline)))
    assert found(card, without_line, tmp_path) == ["a line of words is missing"]


def test_the_kit_makes_its_share_of_the_pictures_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = write_campaign(tmp_path / "campaign", 1)
    last = list(cards_of(spec))[29:60:30]
    monkeypatch.setenv("BEGAN", str(time.time()))
    monkeypatch.setattr("sys.argv", ["", "kit-render", str(spec.with_name("cards.json")), str(tmp_path), "29", "30"])
    in_python.main()
    assert sorted(path.stem for path in tmp_path.glob("*.png")) == sorted(card.name for card in last)
    assert [faults_of(card, tmp_path) for card in last] == [[], []]
    assert json.loads(capsys.readouterr().out)["cards"] == len(last)


def test_the_table_tells_pictures_a_second_and_what_is_wrong() -> None:
    rows = table({("kit", 1): Measured([2.0, 4.0, 3.0], [1.0, 2.0, 1.5], 2_500_000, {"a code is not read"})}, 60, 3)
    assert "| kit | 1 | 20.0 | 40.0 | 2.50 | a code is not read |" in rows
