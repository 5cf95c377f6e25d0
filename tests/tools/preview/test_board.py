"""A picture that takes too much costs itself alone, is named, and is not tried again before it changes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.previewed_project import EVERY, ONE_SQUARE, PALETTE, SPEC, TWO_SQUARE, drawing, run_apart, write_previewed

from kit.run.jobs.limits import Limits
from kit.run.jobs.pool import open_pool
from kit.tools.preview.board import Board, View, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

#: A placement whose pixels take more memory than pictures of these tests may, who have enough for small ones.
HUGE = "placements:\n  own/huge: {role: feed, size: [6000, 6000], formats: [png]}\nmessages:\n"
MEMORY = 280 << 20
ONE_HUGE, TWO_HUGE = (f"en/own/{message}-huge-6000x6000" for message in ("one", "two"))


def run_with_workers(project: Path, follow: Callable[[Board], Coroutine[None, None, None]]) -> None:
    """Run a coroutine with the board of a project."""
    with open_pool(1, Limits(bytes=MEMORY)) as painting, open_pool(1) as reading:
        run_apart(follow(Board(project / "kit.yaml", Workers(reading, painting))))


@pytest.mark.ci
def test_a_picture_that_takes_too_much_memory_costs_itself_once(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    spec = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square, own/huge]")
    (project / "kit.yaml").write_text(spec.replace("messages:\n", HUGE))

    async def follow(board: Board) -> None:
        board.view = View(((ONE_HUGE, 6000), (TWO_SQUARE, 300)))
        await board.refresh()
        assert not board.faults
        before = board.looks[ONE_HUGE]
        assert [fault.code for fault in before.faults] == ["picture-too-large"]
        assert await board.png(TWO_SQUARE, board.looks[TWO_SQUARE].known.version, 300)
        path = project / "templates/svg/board/square.svg"
        path.write_text(drawing('<circle cx="540" cy="700" r="90" fill="#b4441c"/>'))
        with board.listening() as told:
            await board.refresh()
            said = [told.get_nowait() for _ in range(told.qsize())]
        assert board.looks[ONE_HUGE] is before  # not tried again
        assert {one["look"]["id"] for one in said if one and one["kind"] == "look"} == {TWO_SQUARE, TWO_HUGE}

    run_with_workers(project, follow)


@pytest.mark.ci
def test_what_is_on_screen_is_told_first_and_each_picture_once(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")

    async def follow(board: Board) -> None:
        board.view = View(((TWO_SQUARE, 300), (ONE_SQUARE, 300)))
        with board.listening() as told:
            await board.refresh()
            said = [told.get_nowait() for _ in range(told.qsize())]
        looks = [one["look"]["id"] for one in said if one and one["kind"] == "look"]
        assert set(looks[:2]) == {TWO_SQUARE, ONE_SQUARE}
        assert sorted(looks) == sorted(EVERY)
        assert next(one["kind"] for one in said if one) == "plan"

    run_with_workers(project, follow)


@pytest.mark.ci
def test_what_is_found_in_the_whole_campaign_is_told_with_its_line_as_it_is_now(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    palette = project / "templates/svg/palette.yaml"
    palette.write_text(PALETTE + 'pale: "#fff0d8"\ndistinct: [[pale, paper]]\n')
    spec = project / "kit.yaml"

    def found(board: Board) -> list[tuple[str, str, int]]:
        faults = [finding.fault for finding in board.campaign]
        return [(fault.code, Path(fault.mark.file).name, fault.mark.line) for fault in faults if fault.mark]

    def line(path: Path, words: str) -> int:
        return 1 + path.read_text()[: path.read_text().index(words)].count("\n")

    async def follow(board: Board) -> None:
        await board.refresh()
        assert found(board) == [("colours-too-alike", "palette.yaml", line(palette, "pale:"))]
        before = dict(board.looks)
        palette.write_text("# A line more.\n" + palette.read_text())
        spec.write_text(
            SPEC.replace("short: Hold it., long: Hold it.", "short: Hold the the., long: Hold it until it is over.")
        )
        with board.listening() as told:
            await board.refresh()
            said = [told.get_nowait() for _ in range(told.qsize())]
        assert sorted(found(board)) == [
            ("colours-too-alike", "palette.yaml", line(palette, "pale:")),
            ("word-doubled", "kit.yaml", line(spec, "Hold the the")),
        ]
        assert [len(one["campaign"]) for one in said if one and one["kind"] == "campaign"] == [2]
        assert {one.known.version for one in board.looks.values()} == {one.known.version for one in before.values()}
        with board.listening() as told:
            (project / "templates/svg/panel/square.svg").write_text(drawing("<g/>"))
            await board.refresh()
            said = [told.get_nowait() for _ in range(told.qsize())]
        assert not [one for one in said if one and one["kind"] == "campaign"]  # it is as it was
        palette.write_text(PALETTE)
        spec.write_text(SPEC)
        await board.refresh()
        assert not found(board)

    run_with_workers(project, follow)


@pytest.mark.ci
def test_what_is_found_in_pixels_is_told_of_what_is_on_screen_and_stays(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    path = project / "templates/svg/panel/square.svg"
    path.write_text(path.read_text().replace('text fill="#0f2a2e"', 'text fill="#fff4de"'))

    def found(board: Board, id_: str) -> list[str]:
        return [finding.fault.code for finding in board.looks[id_].findings if finding.rule == "contrast"]

    async def follow(board: Board) -> None:
        board.view = View(((ONE_SQUARE, 300), (TWO_SQUARE, 300)))
        await board.refresh()
        assert (found(board, ONE_SQUARE), found(board, TWO_SQUARE)) == (["line-too-faint"], [])
        version = board.looks[ONE_SQUARE].known.version
        assert await board.png(ONE_SQUARE, version, 500)
        assert found(board, ONE_SQUARE)
        spec = project / "kit.yaml"
        spec.write_text("# A line more.\n" + spec.read_text())
        await board.refresh()
        assert found(board, ONE_SQUARE)
        assert board.looks[ONE_SQUARE].known.version == version
        path.write_text(drawing())
        await board.refresh()
        assert not found(board, ONE_SQUARE)

    run_with_workers(project, follow)


@pytest.mark.ci
def test_drawings_that_a_project_no_longer_fits_are_told_once_and_not_beside_every_picture(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    square, spec = project / "templates/svg/panel/square.svg", project / "kit.yaml"

    async def follow(board: Board) -> None:
        await board.refresh()
        before = dict(board.looks)
        square.rename(square.with_name("squared.svg"))
        await board.refresh()
        assert [fault.code for fault in board.faults] == ["unknown-shape"]
        assert board.looks == before
        square.with_name("squared.svg").rename(square)
        square.write_text(square.read_text()[:200])
        spec.write_text(SPEC)
        await board.refresh()
        assert not board.faults
        assert [fault.code for fault in board.looks[ONE_SQUARE].faults] == ["not-xml"]
        spec.write_text(SPEC.replace("layout: board", "layout: bord"))
        square.write_text(drawing())
        await board.refresh()
        assert board.faults
        assert not board.looks[ONE_SQUARE].faults  # what was mended is mended

    run_with_workers(project, follow)


@pytest.mark.ci
def test_a_file_that_is_being_saved_is_waited_for(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    square, spec = project / "templates/svg/panel/square.svg", project / "kit.yaml"

    def write(path: Path, text: str) -> None:
        path.write_text(text)

    async def save(path: Path, text: str, board: Board) -> list[str]:
        """Save as editors do that empty a file first; return all that is told."""
        with board.listening() as told:
            write(path, "")
            first = asyncio.create_task(board.refresh())
            await asyncio.sleep(0.06)
            write(path, text)
            await asyncio.gather(first, board.refresh())
            return [json.dumps(told.get_nowait()) for _ in range(told.qsize())]

    async def follow(board: Board) -> None:
        board.view = View(((ONE_SQUARE, 300),))
        await board.refresh()
        said = await save(square, drawing('<circle cx="540" cy="700" r="90" fill="#b4441c"/>'), board)
        assert any(ONE_SQUARE in one for one in said)
        said += await save(spec, SPEC.replace("Hold the line", "Hold it"), board)
        assert any(TWO_SQUARE in one for one in said)
        assert not [one for one in said if '"severity": "error"' in one and ONE_SQUARE in one]
        assert not [one for one in said if '"kind": "faults"' in one]
        assert not board.looks[ONE_SQUARE].faults

    run_with_workers(project, follow)
