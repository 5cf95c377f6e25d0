"""Answer the page of a preview."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any, get_args

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kit.base.whole_files import read_own
from kit.model.project import PseudoCopy, StretchedCopy
from kit.tools.preview.board import Board, View
from kit.tools.preview.overlaying import contrasts, overlay
from kit.tools.preview.picture_looks import explain

#: The files of the page, and their media types.
_PAGE = {
    "index.html": "text/html",
    "preview.css": "text/css",
    "icon.svg": "image/svg+xml",
    **dict.fromkeys(
        ("app.js", "cards.js", "causes.js", "choices.js", "keys.js", "overlays.js", "state.js", "table.js"),
        "text/javascript",
    ),
}
#: The largest width in px that is painted, and the most bytes of a request about what is on screen.
_WIDEST, _MOST_SAID = 8192, 1 << 20
#: Layers over a picture: the words and areas, and the contrast of each letter.
_LAYERS = {"areas": overlay, "contrast": contrasts}


class _Answers:
    """Answers the requests of the page from the state of a board."""

    def __init__(self, board: Board) -> None:
        """Take a board. Raises InstallationError if a file of the page is missing."""
        self._board = board
        self._page = {name: read_own(f"tools/preview/page/{name}") for name in _PAGE}
        self._tasks: set[asyncio.Task[None]] = set()

    async def page(self, request: Request) -> Response:
        """Return a file of the page."""
        name = request.path_params.get("name", "index.html")
        if name not in _PAGE:
            return _missing()
        return Response(self._page[name], media_type=_PAGE[name])

    async def state(self, _: Request) -> Response:
        """Return the whole state."""
        return JSONResponse(self._board.state())

    async def events(self, _: Request) -> Response:
        """Return changes as long as the client listens."""
        return StreamingResponse(_events(self._board), media_type="text/event-stream")

    async def view(self, request: Request) -> Response:
        """Take what is on screen, and check it after the answer."""
        seen = _view(await _json_of(request))
        if seen is None:
            return Response("invalid view\n", HTTPStatus.BAD_REQUEST, media_type="text/plain")
        self._tasks.add(task := asyncio.create_task(self._board.show(seen)))
        task.add_done_callback(self._tasks.discard)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def picture(self, request: Request) -> Response:
        """Return a picture at a width in px."""
        width = _number(request.query_params.get("width", ""))
        if not 0 < width <= _WIDEST:
            return _missing()
        png = await self._board.png(request.path_params["id"], request.query_params.get("version", ""), width)
        return Response(png, media_type="image/png") if png else _missing()

    async def layer(self, request: Request) -> Response:
        """Return the overlay of a picture."""
        work = _LAYERS.get(request.path_params["kind"])
        svg = await self._board.ask(work, request.path_params["id"]) if work else None
        return Response(svg, media_type="image/svg+xml") if isinstance(svg, str) else _missing()

    async def why(self, request: Request) -> Response:
        """Return why the words of a picture have their sizes, or why it can't be made, as text."""
        text = await self._board.ask(explain, request.path_params["id"])
        return PlainTextResponse(str(text)) if text else _missing()


def app_of(board: Board) -> Starlette:
    """Return the application that answers the page."""
    answers = _Answers(board)
    return Starlette(
        routes=[
            Route("/", answers.page),
            Route("/page/{name}", answers.page),
            Route("/state", answers.state),
            Route("/events", answers.events),
            Route("/view", answers.view, methods=["POST"]),
            Route("/pictures/{id:path}", answers.picture),
            Route("/why/{id:path}", answers.why),
            Route("/layers/{kind}/{id:path}", answers.layer),
        ]
    )


async def _events(board: Board) -> AsyncIterator[str]:
    """Yield all events of the board (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    with board.listening() as queue:
        yield "retry: 500\n\n"
        while (event := await queue.get()) is not None:
            yield f"data: {json.dumps(event)}\n\n"


async def _json_of(request: Request) -> Any:  # noqa: ANN401  (a request may contain anything)
    """Return the JSON of a request; None for anything else, or too much."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _MOST_SAID:
            return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):  # thousands of brackets
        return None


def _view(sent: Any) -> View | None:  # noqa: ANN401  (see `_json_of`)
    """Return what is on screen as sent by the page; None if it is invalid."""
    if not isinstance(sent, dict):
        return None
    visible, strings, language = sent.get("visible"), sent.get("strings"), sent.get("language", "")
    if not (isinstance(visible, list) and isinstance(language, str)):
        return None
    if strings not in (None, *get_args(PseudoCopy), *get_args(StretchedCopy)):
        return None
    pairs = [entry for entry in visible if isinstance(entry, list) and list(map(type, entry)) == [str, int]]
    return View(tuple((id_, max(1, min(width, _WIDEST))) for id_, width in pairs), strings, language)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004  (over any width)


def _missing() -> Response:
    return Response("not found\n", HTTPStatus.NOT_FOUND, media_type="text/plain")
