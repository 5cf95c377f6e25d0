"""The command line: exit codes, what goes to stdout and what to stderr, and how an interruption ends."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from support.campaigns import FEW_WORDS, KIT, SPEC, make_project, make_slow_project
from support.commands import assert_whole, command, contents, lies_in, start_kit, wait_for_line
from support.forked_calls import run_kit
from support.processes import cpu_seconds, descendants, is_alive, wait_until, workers

from kit.cli import main
from kit.cli.progress import Meter
from kit.judge import ADVICE_RULES

COMMANDS = ("build", "check", "check-drawing", "inkscape", "list", "new", "pack", "render", "verify")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", SPEC + FEW_WORDS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Build the tiny kit once, for tests that only look."""
    project = make_project(tmp_path_factory.mktemp("cli") / "project", SPEC + FEW_WORDS)
    return project, run_kit("build", "--contact-sheet", cwd=project)


# Help and usage ------------------------------------------------------------------------------------------------------


def test_help_names_every_command(tmp_path: Path) -> None:
    ran = run_kit("--help", cwd=tmp_path)
    assert ran.returncode == 0
    listed = re.findall(r"^  ([a-z-]+)  +\S", ran.stdout.partition("Commands:")[2], re.MULTILINE)
    assert set(COMMANDS) <= set(listed)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_each_of_its_options(tmp_path: Path, name: str) -> None:
    ran = run_kit(name, "-h", cwd=tmp_path)
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert f"kit {name} [OPTIONS]" in ran.stdout
    options = ran.stdout.partition("Options:")[2].strip()
    explained = re.findall(
        r"^ *(?:-\w, )?(--[a-z-]+)(?: [A-Z][A-Z ]*\S*)?(?:\s{2,}|\n\s{10,})\S", options, re.MULTILINE
    )
    assert set(re.findall(r"^ *(?:-\w, )?(--[a-z-]+)", options, re.MULTILINE)) == set(explained)


@pytest.mark.parametrize(
    "arguments",
    [("build", "--jobs", "-1"), ("build", "--jobs", "many"), ("build", "--nope"), ("list", "wishes"), ("bild",)],
)
def test_a_wrong_argument_is_a_usage_error(project: Path, arguments: tuple[str, ...]) -> None:
    ran = run_kit(*arguments, cwd=project)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "Error: " in ran.stderr
    assert not (project / "dist").exists()


def test_without_kit_yaml_nothing_is_built(tmp_path: Path) -> None:
    ran = run_kit("build", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "kit.yaml" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_mistakes_in_kit_yaml_are_told_with_their_lines(project: Path) -> None:
    (project / "kit.yaml").write_text(SPEC.replace("layout: cover", "layout: covr").replace("  title: Tiny\n", ""))
    ran = run_kit("build", cwd=project)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "did you mean 'cover'?" in ran.stderr
    assert re.search(r"^kit\.yaml:\d+:\d+: missing 'title'", ran.stderr, re.MULTILINE)
    assert not (project / "dist").exists()


@pytest.mark.parametrize(
    ("arguments", "undone"),
    [
        (("build",), "built"),
        (("check",), "checked"),
        (("pack",), "packed"),
        (("list", "messages"), "listed"),
    ],
)
def test_a_command_that_finds_a_mistake_says_what_it_did_not_do(
    tmp_path: Path, arguments: tuple[str, ...], undone: str
) -> None:
    ran = CliRunner().invoke(main, [*arguments, "--spec", str(tmp_path / "kit.yaml")])
    assert ran.exit_code == 2
    assert ran.stderr.splitlines()[-1] == f"1 problem to fix; nothing was {undone}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build",), "can't read kit.yaml: it does not exist"),
        (("build",), "`kit new NAME` makes a campaign"),
        (("build", "--spec", "."), "can't read kit.yaml: it does not exist"),
        (("check", "--as-of", "2026-13-01"), "'2026-13-01' is not a date; write it as 2026-01-31"),
        (("list",), "Missing argument 'WHAT'"),
        (
            ("list", "wishes"),
            "'wishes' is not one of 'fonts', 'languages', 'layouts', 'messages', 'partners', 'pictures', 'placements'",
        ),
        (("verify", "none.zip"), "can't read none.zip: it does not exist"),
        (("verify", "words.zip"), "words.zip is not a zip, or its end is missing"),
        (("verify", "empty.zip"), "empty.zip is empty or not a file"),
        (("verify", "folder"), "there is no manifest.json in folder, so it is not a kit"),
    ],
)
def test_what_is_wrong_in_a_folder_without_a_campaign_is_named(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "words.zip").write_bytes(b"words")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    ran = run_kit(*arguments, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "broken"),
    [
        (("check",), True),
        (("check", "--built"), False),
        (("pack",), True),
        (("pack",), False),
        (("verify", "kit.yaml"), False),
    ],
)
def test_what_keeps_a_command_from_beginning_is_json_too(
    project: Path, arguments: tuple[str, ...], *, broken: bool
) -> None:
    if broken:
        (project / "kit.yaml").write_text(SPEC.replace("  title: Tiny\n", ""))
    ran = run_kit(*arguments, "--format", "json", cwd=project)
    printed = json.loads(ran.stdout)
    assert ran.returncode == 2
    assert len(printed["findings"]) == 1
    assert {finding["severity"] for finding in printed["findings"]} == {"error"}
    assert all(finding["code"] and finding["remedy"] for finding in printed["findings"])
    assert printed["not_looked_at"] == ["everything else, until this is fixed"]
    assert "to fix" not in ran.stderr


# build ---------------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_a_build_says_on_stdout_what_it_made_and_on_stderr_how_far_it_was(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, ran = built
    assert ran.returncode == 0
    assert "4 pictures" in ran.stdout
    assert "4 of 4" not in ran.stdout
    lines = ran.stderr.splitlines()
    assert [line.split(",")[0] for line in lines] == [f"{done} of 4 pictures" for done in range(1, 5)]
    assert all(re.search(r", \d+\.\d a second: en/telegram/\S+$", line) for line in lines)
    assert "\x1b" not in ran.stderr + ran.stdout
    assert "\r" not in ran.stderr + ran.stdout


def test_a_campaign_may_be_named_by_its_folder(project: Path) -> None:
    ran = run_kit("build", "--spec", project.name, "--only", "*square*", cwd=project.parent)
    assert ran.returncode == 0
    assert [path.name for path in project.parent.iterdir()] == [project.name]
    assert (project / "dist" / "partial").is_dir()


def named_by(line: str, project: Path) -> Path:
    return project / line.removeprefix("open ")


@pytest.mark.ci
def test_the_last_line_names_a_file_that_exists(project: Path) -> None:
    for spec, code in ((SPEC, 0), (SPEC.replace("Pass it on", "Pass it on to everyone. " * 30), 1)):
        (project / "kit.yaml").write_text(spec)
        ran = run_kit("build", cwd=project)
        assert ran.returncode == code
        assert named_by(ran.stdout.splitlines()[-1], project).is_file()


def test_a_failed_build_names_the_reason_once_and_the_pictures_beside_it(project: Path) -> None:
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass it on to everyone. " * 30))
    ran = run_kit("build", cwd=project)
    assert ran.returncode == 1
    assert "share telegram/landscape" in ran.stderr
    assert "share telegram/square" in ran.stderr
    assert "cut about" in ran.stderr
    assert not (project / "dist" / KIT).exists()


def test_words_in_the_colour_of_their_wall_fail_a_build(project: Path) -> None:
    shipped = Path(__file__).parents[2] / "templates" / "svg"
    folder = project / "templates" / "svg" / "cover"
    shutil.copytree(shipped / "cover", folder)
    for drawing in folder.glob("*.svg"):
        drawing.write_text(re.sub("#(fff4dc|f5a83d|bfd2cf|0f2a2f)", "#0f2a2e", drawing.read_text()))
    ran = run_kit("build", cwd=project)
    assert ran.returncode == 1
    assert "failed: share telegram/" in ran.stderr
    assert "'Pass it on' in the headline has a contrast of 1.00 to 1; at least 3.0 is needed" in ran.stderr
    assert not (project / "dist" / KIT).exists()


def test_contact_sheets_show_every_picture_of_a_layout_with_its_label(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    project, ran = built
    sheets = sorted((project / "dist" / "contact-sheets").iterdir())
    assert [sheet.name for sheet in sheets] == ["contact-sheet-cover.png", "contact-sheet-petition.png"]
    assert named_by(ran.stdout.splitlines()[-1], project) == sheets[0]
    for sheet in sheets:
        with Image.open(sheet) as image:
            picture = image.convert("RGB")
        ground = picture.getpixel((0, 0))
        row = [picture.getpixel((x, 28 + 170)) != ground for x in range(picture.width)]
        starts = [x for x in range(1, len(row)) if row[x] and not row[x - 1]]
        ends = [x for x in range(1, len(row)) if row[x - 1] and not row[x]]
        spans = list(zip(starts, ends, strict=True))
        assert [end - start for start, end in spans] == [340, 604]  # 1080 x 1080 and 1280 x 720, both 340 px high
        for start, end in spans:
            for top in (6, 24, 42):  # the message, the placement with its size, and the drawing
                line = picture.crop((start, 28 + 340 + top, end, 28 + 340 + top + 16))
                assert line.convert("L").getextrema()[1] == 255, "white words stand under the picture"


# check and list ------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_check_writes_nothing_and_finds_nothing_in_a_sound_project(project: Path) -> None:
    ran = run_kit("check", cwd=project)
    assert ran.returncode == 0
    summary, _, unseen = ran.stdout.splitlines()[-1].partition("; ")
    assert summary == "0 errors, 0 warnings"
    assert unseen == (
        "not looked at: the contrast of 4 pictures, which `kit build` measures and may refuse, "
        "codes and files (--built), advice (--advice), "
        "rules that kit.yaml turns off (headline-height)"
    )
    assert [path.name for path in project.iterdir()] == ["kit.yaml"]


@pytest.mark.ci
def test_check_says_what_it_did_not_look_at(project: Path) -> None:
    off = "\nchecks: [{off: widow, reason: a narrow column}, {off: contrast, reason: a photo}]\n"
    (project / "kit.yaml").write_text(SPEC + off)
    summary = run_kit("check", "--only", "sign*", cwd=project).stdout.splitlines()[-1]
    assert summary.partition("; ")[2] == (
        "not looked at: pictures that --only leaves out, codes and files (--built), advice (--advice), "
        "rules that kit.yaml turns off (contrast, widow)"
    )
    run_kit("build", cwd=project)
    summary = run_kit("check", "--built", "--advice", cwd=project).stdout.splitlines()[-1]
    assert summary.partition("; ")[2] == "not looked at: rules that kit.yaml turns off (contrast, widow)"


@pytest.mark.ci
def test_check_fails_where_words_do_not_fit(project: Path) -> None:
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass it on to everyone. " * 30))
    ran = run_kit("check", cwd=project)
    assert ran.returncode == 1
    assert "[overflow]" in ran.stderr


@pytest.mark.ci
def test_a_kit_is_built_for_the_place_where_it_will_be_published(project: Path) -> None:
    ran = run_kit("build", "--site", "https://somebody.github.io/kit", cwd=project)
    assert ran.returncode == 0
    kit = project / "dist" / KIT
    assert "For phones, the same page is at https://somebody.github.io/kit." in (kit / "index.html").read_text("utf-8")
    assert "https://somebody.github.io/kit/en/telegram/" in (kit / "captions.csv").read_text("utf-8")
    assert run_kit("check", "--built", cwd=project).returncode == 0
    refused = run_kit("build", "--site", "http://somebody.github.io", cwd=project)
    assert refused.returncode == 2
    assert "'http://somebody.github.io' does not begin with https://" in refused.stderr


def test_check_lists_its_rules(tmp_path: Path) -> None:
    ran = run_kit("check", "--list", cwd=tmp_path)
    assert ran.returncode == 0
    *lines, last = ran.stdout.splitlines()
    assert last == "To turn a rule off, add to kit.yaml: checks: [{off: NAME, reason: WHY}]"
    rules = dict(line.split(maxsplit=1) for line in lines)
    assert {"overflow", "tofu", "too-small", "safe-area", "keep-out", "qr-module", "collision"} <= set(rules)
    assert all(sentence.endswith((".", ". (advice)")) for sentence in rules.values())
    assert {name for name, sentence in rules.items() if sentence.endswith("(advice)")} == ADVICE_RULES


@pytest.mark.ci
def test_check_built_needs_a_kit(project: Path) -> None:
    ran = run_kit("check", "--built", cwd=project)
    assert ran.returncode == 2
    assert "run `kit build` first" in ran.stderr
    assert not (project / "dist").exists()


@pytest.mark.ci
def test_check_built_finds_a_code_that_was_painted_over_cut_off_or_taken_away(project: Path) -> None:
    run_kit("build", cwd=project)
    assert run_kit("check", "--built", cwd=project).returncode == 0
    picture = project / "dist" / KIT / "en/telegram/sign-square-1080x1080.png"
    sound = picture.read_bytes()
    Image.new("RGB", (1080, 1080), "white").save(picture)
    painted_over = run_kit("check", "--built", cwd=project)
    assert painted_over.returncode == 1
    assert "its code reads nothing, not https://www.change.org/childsafetyfirst" in painted_over.stderr
    picture.write_bytes(sound[: len(sound) // 2])
    cut_off = run_kit("check", "--built", cwd=project)
    picture.unlink()
    taken_away = run_kit("check", "--built", cwd=project)
    for ran in (cut_off, taken_away):
        assert ran.returncode == 1
        assert "en/telegram/sign-square-1080x1080.png can't be read" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_list_shows_messages_placements_layouts_and_fonts(project: Path) -> None:
    rows = {what: run_kit("list", what, cwd=project) for what in ("messages", "placements", "layouts", "fonts")}
    assert all(ran.returncode == 0 and ran.stderr == "" for ran in rows.values())
    assert [row.split()[0] for row in rows["messages"].stdout.splitlines()] == ["sign", "share"]
    assert re.search(r"^telegram/square +feed +1080x1080", rows["placements"].stdout, re.MULTILINE)
    assert re.search(r"^petition +.*headline\*", rows["layouts"].stdout, re.MULTILINE)
    fonts = [Path(row.split(maxsplit=2)[2]) for row in rows["fonts"].stdout.splitlines() if row.startswith("  ")]
    assert fonts
    assert all(font.is_file() for font in fonts)


# On a terminal -------------------------------------------------------------------------------------------------------


def on_terminal(project: Path, **variables: str) -> tuple[str, str]:
    """Build with stderr on a terminal; return what it showed, and what went to stdout."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("build"), cwd=project, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, **variables}
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not data:
                break
            shown += data
        os.close(ours)
        assert process.stdout is not None
        said = process.stdout.read().decode()
        assert process.wait() == 0
    return shown.decode(), said


def test_a_log_says_how_many_languages_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    with Meter(lambda: ["en", "de", "en", "de"]) as meter:
        for done, path in enumerate(["", "en/a", "en/b", "de/a", "de/b"]):
            meter.step(done, 4, path)
    said = [line.rpartition(": ")[2].partition("  ")[0] for line in capsys.readouterr().err.splitlines()]
    assert said == ["en/a", *(f"{count} of 2 languages" for count in (1, 1, 2))]


@pytest.mark.ci
def test_a_terminal_shows_a_bar_with_images_a_second_and_the_time_left(tmp_path: Path) -> None:
    project = make_slow_project(tmp_path / "slow", shapes=1000)  # the time left is known after a second
    shown, said = on_terminal(project, TERM="xterm", NO_COLOR="1")
    assert " 0/6" in shown
    assert " 6/6" in shown
    assert re.search(r"5/6 +\d\d:\d\d:\d\d +\d+\.\d pictures/s +slow-\w", shown)
    assert re.search(r" 1/6 .* sign-landscape", shown), "the first picture is named as soon as it is made"
    assert "\x1b[?25h" in shown.rpartition(" 6/6")[2], "the cursor is shown again"
    assert not COLOUR.search(shown)
    assert "\x1b" not in said
    assert "\r" not in said


@pytest.mark.ci
def test_a_terminal_that_cannot_move_its_cursor_gets_lines(project: Path) -> None:
    shown, _ = on_terminal(project, TERM="dumb")
    assert "\x1b" not in shown
    assert [line.split(",")[0] for line in shown.splitlines()] == [f"{done} of 4 pictures" for done in range(1, 5)]


# Interrupted ---------------------------------------------------------------------------------------------------------


#: Seconds of the processor that a build may go on for after an interruption; its slow pictures take longer.
MOST_AFTER = 2


def ended_seconds() -> float:
    """Return the processor time of all processes that this one started and saw ending, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def assert_interrupted(process: subprocess.Popen[str]) -> None:
    """Press ^C, as terminals do for the whole group; the build must end soon and say so.

    Seconds are those of the processor, so that a busy computer makes no difference.
    """
    family = descendants(process.pid)
    before = ended_seconds() + sum(map(cpu_seconds, [process.pid, *family]))
    os.killpg(process.pid, signal.SIGINT)
    said, shown = process.communicate(timeout=120)
    assert process.returncode == 130
    assert ended_seconds() - before < MOST_AFTER
    assert "interrupted" in shown
    assert "Traceback" not in shown
    assert said == ""
    assert not any(map(is_alive, family))


@pytest.mark.ci
def test_an_interrupted_build_leaves_the_last_kit_and_nothing_else(tmp_path: Path) -> None:
    project = make_slow_project(tmp_path / "slow", SPEC, shapes=2400)
    run_kit("build", cwd=project)
    before = contents(project / "dist" / KIT)
    slow = make_slow_project(tmp_path / "other") / "kit.yaml"
    (project / "kit.yaml").write_text(slow.read_text().replace("Pass it on", "Pass this on"))
    process = start_kit("build", cwd=project)
    wait_for_line(process, "4 of 6 pictures")
    assert_interrupted(process)
    assert contents(project / "dist" / KIT) == before
    assert_whole(project / "dist" / KIT)
    assert lies_in(project / "dist") == {KIT}


@pytest.mark.ci
@pytest.mark.parametrize(("delay", "anew"), [(0.0, False), (0.1, False), (0.0, True), (0.3, True)])
def test_an_interruption_while_workers_start_makes_no_noise(tmp_path: Path, delay: float, *, anew: bool) -> None:
    project = make_slow_project(tmp_path / "slow", shapes=2400)
    process = start_kit("build", "--jobs", "2", cwd=project, anew=anew)
    wait_until(lambda: len(workers(process.pid)) == 2)
    time.sleep(delay)
    assert_interrupted(process)
    assert lies_in(project / "dist") == set()


# A full disk ---------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_a_disk_that_takes_no_more_is_said_and_the_last_kit_stays(project: Path) -> None:
    run_kit("build", cwd=project)
    before = contents(project / "dist" / KIT)
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass this on"))
    ran = subprocess.run(
        command("build"),
        cwd=project,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "the file would be larger" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert contents(project / "dist" / KIT) == before
    assert lies_in(project / "dist") == {KIT}


def test_a_kit_is_not_written_where_a_link_in_the_project_leads(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / "dist").symlink_to(elsewhere)
    ran = run_kit("build", cwd=project)
    assert (ran.returncode, list(elsewhere.iterdir())) == (2, [])
    assert "--out" in ran.stderr
    assert run_kit("build", "--out", "dist", cwd=project).returncode == 0
