"""What keeps a preview from starting is said with what to do about it, and a preview ends as it is told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from support.forked_calls import run_kit
from support.previewed_project import answer_of, entered, previewed, write_previewed

import kit
from kit.tools.preview import serve_preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Runs `kit preview` where a library is not installed: for Python a module that is None can't be found.
WITHOUT = """
import sys
from kit.cli import main
sys.modules['{}'], sys.argv = None, ['kit', 'preview', '--no-open']
main()
"""


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port on which somebody else listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_not_free_is_named_with_what_to_do(tmp_path: Path, taken: int) -> None:
    project = write_previewed(tmp_path / "project")
    with pytest.raises(kit.KitError) as refused:
        serve_preview(project, port=taken)
    assert [fault.code for fault in refused.value.faults] == ["port-not-free"]
    found = run_kit("preview", "--no-open", "--port", str(taken), cwd=project)
    assert (found.returncode, found.stdout) == (2, "")
    assert f"port {taken}" in found.stderr
    assert "leave --port out" in found.stderr


def test_a_port_that_is_free_is_the_one_that_is_served(tmp_path: Path, taken: int) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
    assert port != taken
    with previewed(write_previewed(tmp_path / "project"), "--port", str(port)) as preview:
        assert preview.base == f"http://127.0.0.1:{port}"


@pytest.mark.ci
@pytest.mark.parametrize("library", ["starlette", "uvicorn", "watchfiles"])
def test_a_library_that_is_not_installed_is_named_with_what_to_install(tmp_path: Path, library: str) -> None:
    project = write_previewed(tmp_path / "project")
    found = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(library)], cwd=project, capture_output=True, encoding="utf-8", check=False
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith(f"the preview needs {library}, which is not installed\n")
    assert "pip install '.[preview]'" in found.stderr


def test_a_project_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    with previewed(project) as preview:
        assert preview.process.poll() is None


def test_ending_a_preview_says_so_and_speaks_of_no_kit(tmp_path: Path) -> None:
    with previewed(write_previewed(tmp_path / "project")) as preview:
        preview.process.send_signal(signal.SIGINT)
        _, said = preview.process.communicate(timeout=60)
    assert preview.process.returncode == 130
    assert said.endswith("\nthe preview has ended; nothing was written\n")
    assert "kit" not in said


#: What a page may send as its view, or somebody in its name, and the status of the answer.
SENT = {
    b'{"visible": [[1, 2], {}, ["x", 3]]}': 204,
    b"[" * 900_000: 400,
    b'{"visible":' * 90_000: 400,
    b"\xff": 400,
    b"[" * 2_000_000: 400,
}


def test_what_is_no_view_is_refused_without_a_traceback(tmp_path: Path) -> None:
    with previewed(write_previewed(tmp_path / "project")) as preview:
        head = entered(preview)
        assert [answer_of(preview, "/view", head, sent)[0].status for sent in SENT] == [*SENT.values()]
        preview.process.send_signal(signal.SIGINT)
        assert "Traceback" not in preview.process.communicate(timeout=60)[1]
