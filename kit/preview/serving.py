"""Serve a preview on this computer until it is told to end."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

import uvicorn

from kit.errors import Fault, OutputError
from kit.jobs import Limits, standing_pool, worker_count
from kit.preview.app import app_of
from kit.preview.board import Board
from kit.preview.guarding import Guard
from kit.preview.watching import Watch
from kit.system_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.jobs import StandingPool

#: The only address that is listened to: that of this computer, for this computer.
_HOST = "127.0.0.1"
#: What looking at one picture may take: a build may take its time, somebody who edits waits.
_LIMITS = Limits(seconds=20)
#: The most processes that look at pictures: each keeps its own drawings and fonts.
_MOST_WORKERS = 4
#: Seconds in which what is being answered must end.
_GRACE = 1


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes of a preview: one reads the project, the others look at its pictures."""

    reading: StandingPool[Any]
    painting: StandingPool[Any]


def serve(spec: Path, port: int, jobs: int | None, ready: Callable[[str], None] | None) -> None:
    """Show the pictures of a project; see `serve_preview`."""
    with ExitStack() as stack:
        listener = stack.enter_context(_listening(port))
        painting = stack.enter_context(standing_pool(min(worker_count(jobs), _MOST_WORKERS), _LIMITS))
        workers = Workers(stack.enter_context(standing_pool(1, _LIMITS)), painting)
        server = _Server(spec, workers, listener)
        stack.callback(server.end)
        server.begin()
        if ready:
            ready(f"http://{_HOST}:{server.port}/?token={server.guard.token}")
        server.wait()


def _listening(port: int) -> socket.socket:
    """Return a socket that listens to this computer alone. Raises OutputError when the port is taken."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        message, remedy = f"can't listen on port {port}: {reason_of(error).words}", "leave --port out, or name another"
        raise OutputError(Fault(message, None, remedy, code="port-not-free")) from error
    return listener


class _Server:
    """Runs the event loop in a thread of its own, so that signals reach the one that waits for it."""

    def __init__(self, spec: Path, workers: Workers, listener: socket.socket) -> None:
        self.port = int(listener.getsockname()[1])
        self._listener = listener
        self._board = Board(spec, workers)
        self._watch = Watch(spec)
        self.guard = Guard(app_of(self._board), self.port)
        config = uvicorn.Config(self.guard, log_level="critical", lifespan="off", timeout_graceful_shutdown=_GRACE)
        self._uvicorn = uvicorn.Server(config)
        self._failed: BaseException | None = None
        self._thread = Thread(target=lambda: asyncio.run(self._run()), name="kit-preview")

    def begin(self) -> None:
        """Start to answer."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until the server ends; a signal is heard meanwhile. Raises whatever kept it from looking at files."""
        while self._thread.is_alive():
            self._thread.join(0.5)
        if self._failed:
            raise self._failed

    def end(self) -> None:
        """End the server, and wait until it has ended."""
        self._uvicorn.should_exit = True
        if self._thread.ident is not None:
            self._thread.join()

    async def _run(self) -> None:
        watching = asyncio.create_task(self._follow())
        serving = asyncio.create_task(self._uvicorn.serve([self._listener]))
        while not serving.done() and not self._uvicorn.should_exit:
            await asyncio.wait([serving, watching], timeout=0.1, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                self._failed = watching.exception()
                self._uvicorn.should_exit = True
        self._board.end()
        watching.cancel()
        await asyncio.gather(serving, watching, return_exceptions=True)

    async def _follow(self) -> None:
        """Read the project whenever something of it is saved."""
        refreshing: set[asyncio.Task[None]] = set()
        async for _ in self._watch.changes():
            refreshing.add(task := asyncio.create_task(self._board.refresh()))
            task.add_done_callback(refreshing.discard)
            if self._board.reading:
                self._watch.also(self._board.reading.folders)
