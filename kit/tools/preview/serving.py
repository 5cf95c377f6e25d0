"""Serve a preview on this computer, only to the person who started it, until it is stopped.

The printed address contains a token, which becomes a cookie that no script can read and no other site can send
(https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value). A browser that is
started with an address shows it to everybody on the computer, so it gets another one, which opens the page once.
The host name is checked, as the name of another site can lead here (https://en.wikipedia.org/wiki/DNS_rebinding).
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from threading import Thread

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kit.base.errors import Fault, OutputError
from kit.base.system_errors import reason_of
from kit.run.jobs.limits import Limits
from kit.run.jobs.pool import open_pool, worker_count
from kit.tools.preview.app import app_of
from kit.tools.preview.board import Board, Workers
from kit.tools.preview.project_reader import Watch

#: The only address to listen on: the loopback address.
_HOST = "127.0.0.1"
#: The limits of checking one picture, lower than a build's, as somebody is waiting. The largest takes 0.6 s;
#: reading this campaign in all its languages takes 2.1 s, and checking its texts 2.9 s.
_LIMITS = Limits(seconds=20)
#: The most processes that check pictures: each keeps its own drawings and fonts.
_MOST_WORKERS = 4
#: Seconds in which open responses must end.
_GRACE = 1


def serve(
    board_of: Callable[[Workers], Board], port: int, jobs: int | None, ready: Callable[[str, str], None] | None
) -> None:
    """Show the pictures of the project of a board; see `serve_preview`. `ready` is called with both addresses."""
    with ExitStack() as stack:
        listener = stack.enter_context(_listening(port))
        painting = stack.enter_context(open_pool(min(worker_count(jobs), _MOST_WORKERS), _LIMITS))
        workers = Workers(stack.enter_context(open_pool(1, _LIMITS)), painting)
        server = _Server(board_of(workers), listener)
        stack.callback(server.end)
        server.begin()
        if ready:
            address = f"http://{_HOST}:{server.port}/?token="
            ready(address + server.guard.token, address + server.guard.once)
        server.wait()


def _listening(port: int) -> socket.socket:
    """Return a socket that listens to this computer only. Raises OutputError if the port is taken."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        message, remedy = (
            f"can't listen on port {port}: {reason_of(error).words}",
            "leave --port out, or choose another",
        )
        raise OutputError(Fault(message, None, remedy, code="port-not-free")) from error
    return listener


class _Server:
    """Runs the event loop in its own thread, so that signals reach the one that waits for it."""

    def __init__(self, board: Board, listener: socket.socket) -> None:
        self.port = int(listener.getsockname()[1])
        self._listener = listener
        self._board = board
        self._watch = Watch(board.spec)
        self.guard = Guard(app_of(board), self.port)
        config = uvicorn.Config(self.guard, log_level="critical", lifespan="off", timeout_graceful_shutdown=_GRACE)
        self._uvicorn = uvicorn.Server(config)
        self._failed: BaseException | None = None
        self._thread = Thread(target=lambda: asyncio.run(self._run()), name="kit-preview")

    def begin(self) -> None:
        """Start serving."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until the server ends, handling signals. Raises the error that stopped it from watching files."""
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
        """Read the project whenever a file of it is saved."""
        refreshing: set[asyncio.Task[None]] = set()
        async for _ in self._watch.changes():
            refreshing.add(task := asyncio.create_task(self._board.refresh()))
            task.add_done_callback(refreshing.discard)
            if self._board.reading:
                self._watch.also(self._board.reading.folders)


#: The headers of every response: load nothing from elsewhere, no framing, no storing.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CLOSED = "this preview opens with the address that `kit preview` printed"


class Guard:
    """Refuses requests that don't come from this preview's page, opened by its token, or once by the other one."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Take the application, and its port."""
        self.token, self.once = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"kit-preview-{port}"
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            """Send a message; a response gets the headers that guard the page."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = HTTPConnection(scope)
        answer = self._refused(request) or self._sign_in(request)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refused(self, request: HTTPConnection) -> PlainTextResponse | None:
        """Return the response to a request from elsewhere; None for others."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in self._hosts:
            return _answer(HTTPStatus.MISDIRECTED_REQUEST, f"there is no '{host}' here")
        if origin is not None and origin != f"http://{host}":
            return _answer(HTTPStatus.FORBIDDEN, f"requests from {origin} are refused")
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _answer(HTTPStatus.FORBIDDEN, "requests from other sites are refused")
        return None

    def _sign_in(self, request: HTTPConnection) -> PlainTextResponse | RedirectResponse | None:
        """Return the response to a request with the token, or with neither token nor cookie; None for others."""
        given = request.query_params.get("token")
        knows = secrets.compare_digest(request.cookies.get(self._cookie, "").encode(), self._session.encode())
        if given is None:
            return None if knows else _answer(HTTPStatus.FORBIDDEN, _CLOSED)
        if not knows and not self._opens(given):
            return _answer(HTTPStatus.FORBIDDEN, _CLOSED)
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        if not knows:
            answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict")
        return answer

    def _opens(self, given: str) -> bool:
        """Return whether a token opens the page; that for one time does not open it again."""
        is_once = bool(self.once) and secrets.compare_digest(given.encode(), self.once.encode())
        if is_once:
            self.once = ""
        return is_once or secrets.compare_digest(given.encode(), self.token.encode())


def _answer(status: HTTPStatus, text: str) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status)
