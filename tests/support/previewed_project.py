"""Previews in processes of their own, and the golden messages that most of them show."""

from __future__ import annotations

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from support.campaigns import golden_files, written
from support.commands import start_kit

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Coroutine, Iterator
    from http.client import HTTPResponse
    from pathlib import Path

#: Two golden messages, each in a layout of its own, on two placements.
FILES = {
    name: str(text)
    for name, text in golden_files("one", "two", platforms="telegram/landscape, telegram/square", checks=True).items()
}
SPEC, PALETTE = FILES["kit.yaml"], FILES["templates/svg/palette.yaml"]
#: The pictures of the project, by id.
ONE_SQUARE, ONE_WIDE, TWO_SQUARE, TWO_WIDE = (
    f"en/telegram/{message}-{size}" for message in ("one", "two") for size in ("square-1080x1080", "landscape-1280x720")
)
EVERY = {ONE_SQUARE, ONE_WIDE, TWO_SQUARE, TWO_WIDE}


def drawing(more: str = "") -> str:
    """Return the square drawing of either layout, with more shapes on its ground."""
    return FILES["templates/svg/panel/square.svg"].replace('<rect id="live"', f'{more}<rect id="live"')


def write_previewed(root: Path) -> Path:
    """Write the project into a new folder, which is returned."""
    return written(root, FILES)


def run_apart(work: Coroutine[None, None, None]) -> None:
    """Run a coroutine in a thread of its own: that of the tests may have an event loop that drives Chromium."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Preview:
    """A preview that runs: its project, its process and the address that it printed."""

    project: Path
    process: subprocess.Popen[str]
    address: str

    @property
    def base(self) -> str:
        """The address without the token."""
        return self.address.partition("/?")[0]

    def end(self, number: int = signal.SIGINT) -> int:
        """End it by a signal; return its exit code."""
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode


def entered(preview: Preview) -> dict[str, str]:
    """Open the page of a preview once; return the headers of what it sends from then on."""
    answer, _ = answer_of(preview, preview.address.removeprefix(preview.base), {})
    return {"Cookie": (answer.getheader("Set-Cookie") or "").partition(";")[0], "Origin": preview.base}


def answer_of(preview: Preview, path: str, head: dict[str, str], sent: bytes = b"") -> tuple[HTTPResponse, bytes]:
    """Return the answer of a preview and its content; what is `sent` is posted."""
    connection = HTTPConnection(preview.base.removeprefix("http://"), timeout=60)
    connection.request("POST" if sent else "GET", path, sent or None, head)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer, data


@contextmanager
def previewed(project: Path, *arguments: str) -> Iterator[Preview]:
    """Run the preview of a project in processes of its own."""
    process = start_kit("preview", "--no-open", *arguments, cwd=project)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("open http://127.0.0.1:"), line
        yield Preview(project, process, line.removeprefix("open ").strip())
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
