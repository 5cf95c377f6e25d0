"""Hostile drawings: each is refused with its name and a remedy, soon, and costs nobody else's picture."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from support.campaigns import KIT, SPEC, make_project
from support.commands import run_kit_process
from support.hostile import HOSTILE
from support.hostile.files import drawing
from support.pictures import tree_of

from kit.base.cache.entries import Cache
from kit.base.errors import Fault, Mark
from kit.model.asset import Description, EncodeRule
from kit.run.jobs.limits import Limits
from kit.run.jobs.pool import run_in_workers
from kit.run.jobs.render_task import EncodeRequest, RenderTask, TaskResult, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAWINGS = {f"{kind}-{name}": body for kind, (_, bodies) in HOSTILE.items() for name, body in bodies.items()}
_HEAD, _, _ = SPEC.partition("  sign:\n")
_MESSAGE = """\
  {0}:
    images: [{{layout: {0}, on: [feed]}}]
    copy: {{headline: Pass it on}}
    caption: {{short: Please share., long: Please share the petition.}}
    shows: A short call in large letters.
"""
#: Read, compose and paint each drawing in a process of its own; write what it took and what came of it.
_MEASURE = """\
import json, os, resource
from pathlib import Path
from kit.project.plan import plan
from kit.compose import Composer
from kit.base.errors import KitError
from kit.paint.raster.painter import paint
from kit.project import load_project

def outcome(artboard):
    try:
        paint(Composer(project).compose(artboard).svg)
    except KitError as error:
        return str(error)
    return "painted"

project = load_project(Path("kit.yaml"))
for artboard in plan(project):
    read, write = os.pipe()
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        os.write(write, outcome(artboard).encode(errors="backslashreplace")[:4000])
        os._exit(0)
    os.close(write)
    words = os.read(read, 5000).decode()
    os.close(read)
    _, status, used = os.wait4(child, 0)
    print(json.dumps([artboard.message.id, status, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, words]))
"""
#: Loaded by every Python that starts: notes what it opens, whom it calls and what it starts.
_WATCH = """\
import os, sys
log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND)
allowed = tuple(os.environ["WATCH_ALLOWED"].split(os.pathsep))
calls = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.send", "subprocess.",
         "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "urllib.", "ftplib.", "http.")

def watch(event, arguments):
    if event.startswith(calls):
        os.write(log, f"{event} {arguments[:2]!r}\\n".encode())
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith(allowed):
            os.write(log, f"open {path}\\n".encode())

os.write(log, f"began {os.getpid()}\\n".encode())
sys.addaudithook(watch)
"""

#: What a sound drawing needs besides its slots: a ground on which its words are read.
_GROUND = '<rect x="-5000" y="-5000" width="20000" height="20000" fill="#fff4de"/>'


def hostile_project(root: Path, names: list[str], far: str = "127.0.0.1:9", file: str = "/etc/passwd") -> Path:
    """Write a project with one message and one layout for each drawing; return its folder."""
    spec = _HEAD.replace("telegram/landscape, ", "") + "".join(map(_MESSAGE.format, names))
    make_project(root, spec)
    for name in names:
        folder = root / "templates" / "svg" / name
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text("title: Hostile\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
        text = drawing(DRAWINGS.get(name, _GROUND))
        aimed = text.replace(b"127.0.0.1:9", far.encode()).replace(b"/etc/passwd", file.encode())
        (folder / "square.svg").write_bytes(aimed)
    return root


def test_there_are_many_of_every_kind() -> None:
    assert len(DRAWINGS) >= 150
    assert min(len(bodies) for _, bodies in HOSTILE.values()) >= 5


@pytest.mark.ci
@pytest.mark.parametrize("kind", HOSTILE)
def test_each_is_refused_by_name_in_5_seconds_and_1_gib(kind: str, tmp_path: Path) -> None:
    """Seconds are those of the processor, so that a busy machine makes no difference."""
    message, bodies = HOSTILE[kind]
    project = hostile_project(tmp_path / "project", [f"{kind}-{name}" for name in bodies])
    run = subprocess.run(
        [sys.executable, "-c", _MEASURE],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(TESTS.parent)},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=200,
    )
    measured = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(measured) == len(bodies)
    for name, status, seconds, mebibytes, words in measured:
        assert status == 0, f"{name} ended its process: {run.stderr}"
        assert re.search(message, words), f"{name}: {words}"
        assert words.replace("\n", "").isprintable(), f"{name} could steer the terminal: {words!r}"
        assert f"{name}/square.svg" in words, f"{name} is not named: {words}"
        assert words.splitlines()[-1].startswith("  "), f"{name}: no remedy: {words}"
        assert seconds < 5, name
        assert mebibytes < 1024, name


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Yield a socket that notices whoever calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def watched(project: Path, watch: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Run a command; return the run and whom its processes called, what they started, and what they opened."""
    for folder in (watch, watch / "tmp"):
        folder.mkdir()
    (watch / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    log = watch / "log"
    log.touch()
    allowed = [project, watch, TESTS.parent, sys.base_prefix, *map(os.path.realpath, sys.path), "/dev/null", "/proc/"]
    env = {
        "PYTHONPATH": os.pathsep.join([str(watch), str(TESTS.parent)]),
        "TMPDIR": str(watch / "tmp"),
        "WATCH_LOG": str(log),
        "WATCH_ALLOWED": os.pathsep.join(map(str, allowed)),
    }
    run = run_kit_process(*command, cwd=project, env=env, seconds=200)
    noted = log.read_text(encoding="utf-8")
    assert noted.count("began") >= 1, "the command was not watched"
    return run, set(re.sub(r"began \d+|/[^' ]*/tmp/\w+", "", noted).splitlines())


@pytest.mark.ci
def test_one_build_refuses_them_all_calls_nobody_and_makes_the_rest(tmp_path: Path, listener: socket.socket) -> None:
    """Whoever opened the file that drawings point to would wait without end: it is a pipe that nobody writes to.

    A build of one sound drawing tells what any build does, such as to look where the system keeps cairo.
    """
    os.mkfifo(tmp_path / "secret")
    far = f"127.0.0.1:{listener.getsockname()[1]}"
    project = hostile_project(tmp_path / "hostile", [*DRAWINGS, "sound"], far, str(tmp_path / "secret"))
    build = ("build", "--jobs", "1")
    run, noted = watched(project, tmp_path / "watch", *build)
    sound, usual = watched(hostile_project(tmp_path / "usual", ["sound"]), tmp_path / "watch-usual", *build)

    assert (run.returncode, sound.returncode) == (1, 0), run.stderr
    assert "Traceback" not in run.stderr
    incomplete = project / "dist" / "incomplete"
    failures = json.loads((incomplete / "report.json").read_text(encoding="utf-8"))["failures"]
    assert {failure["picture"].split()[0] for failure in failures} == set(DRAWINGS)
    assert all(failure["reasons"] for failure in failures)
    assert [path.name for path in incomplete.rglob("*.png")] == ["sound-square-1080x1080.png"]
    assert not (project / "dist" / KIT).exists()
    assert noted - usual == set()
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_one_check_names_them_all_and_calls_nobody(tmp_path: Path, listener: socket.socket) -> None:
    os.mkfifo(tmp_path / "secret")
    far = f"127.0.0.1:{listener.getsockname()[1]}"
    project = hostile_project(tmp_path / "hostile", [*DRAWINGS, "sound"], far, str(tmp_path / "secret"))
    run, noted = watched(project, tmp_path / "watch", "check", "--format", "json")
    _, usual = watched(hostile_project(tmp_path / "usual", ["sound"]), tmp_path / "watch-usual", "check")
    assert run.returncode == 1
    assert [word for word in ("Traceback", "panicked", "memory allocation") if word in run.stderr] == []
    errors = [found for found in json.loads(run.stdout)["findings"] if found["severity"] == "error"]
    assert {(found["picture"] or found["drawing"]).split()[0] for found in errors} == set(DRAWINGS)
    assert noted - usual == set()
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_the_watch_notices_calls_children_and_files(tmp_path: Path, listener: socket.socket) -> None:
    (tmp_path / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    (tmp_path / "log").touch()
    code = (
        f"import socket, os; socket.create_connection({listener.getsockname()!r}); open('/etc/passwd'); os.system('')"
    )
    env = {"PYTHONPATH": str(tmp_path), "WATCH_LOG": str(tmp_path / "log"), "WATCH_ALLOWED": sys.base_prefix}
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **env}, check=True)
    noted = (tmp_path / "log").read_text(encoding="utf-8")
    assert [word in noted for word in ("socket.connect", "open /etc/passwd", "os.system")] == [True] * 3


# The wall around painting: pictures that no guard has seen ----------------------------------------------------------

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}">{1}</svg>'
_SOUND = _SVG.format(9, "")
_ENDLESS = _SVG.format(
    9, '<g id="n0"/>' + "".join(f'<g id="n{n + 1}">' + f'<use href="#n{n}"/>' * 40 + "</g>" for n in range(9))
)
_HUGE = _SVG.format(20_000, '<rect width="9" height="9"/>')
_BROKEN = _SVG.format(9, '<rect width="9" height="9" opacity="half"/>')


def paint_all(tmp_path: Path, svgs: list[str], limits: Limits) -> list[TaskResult | Fault]:
    """Paint pictures one after the other in one worker, each followed by a sound one."""
    about = Description("Sound", "A square.", "A square.", "A square.", "Nobody", "CC0 1.0", None, "en")
    requests = (EncodeRequest(EncodeRule(("png",), None), about),)
    every = [picture for number, svg in enumerate(svgs) for picture in (svg, _SOUND + f"<!--{number}-->")]
    trees = [tree_of(svg.partition("<!--")[0]) for svg in every]
    tasks = [
        RenderTask(tree, tree, "plain/square.svg", str(hash(svg)), requests, Cache(tmp_path))
        for tree, svg in zip(trees, every, strict=True)
    ]
    return list(run_in_workers(render, tasks, 1, limits))


@pytest.mark.ci
@pytest.mark.parametrize(
    ("svg", "limits", "code"),
    [
        (_ENDLESS, Limits(seconds=1), "picture-too-slow"),
        (_HUGE, Limits(bytes=512 * 2**20), "picture-too-large"),
        (_BROKEN, Limits(), "picture-failed"),
    ],
    ids=["time", "memory", "error"],
)
def test_a_picture_that_breaks_the_wall_is_one_failed_asset_and_the_worker_is_replaced(
    tmp_path: Path, svg: str, limits: Limits, code: str
) -> None:
    broken, sound, again, last = paint_all(tmp_path, [svg, svg + "<!-- again -->"], limits)
    assert isinstance(broken, Fault)
    assert isinstance(again, Fault)
    assert (broken.code, broken.mark) == (code, Mark("plain/square.svg", 1))
    assert broken.remedy
    if code == "picture-too-large":
        limit, needs = "512 MiB (the limit of one picture)", "its pixels alone take 1,526 MiB"
        assert broken.message == f"painting it takes more memory than {limit}; {needs}"
    assert isinstance(sound, TaskResult)
    assert isinstance(last, TaskResult)
