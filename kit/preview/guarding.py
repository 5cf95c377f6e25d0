"""Let nobody but the person who started a preview see it: not other users, and no page from elsewhere.

The address that is printed holds a token that opens the page once and becomes a cookie, which no script can read and no
other site can send (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value).
The name of the host is checked, as a name of another site can lead here (https://en.wikipedia.org/wiki/DNS_rebinding).
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What every answer says: load nothing from elsewhere, show it nowhere else, keep nothing.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CLOSED = "this preview is open elsewhere: use the address that `kit preview` printed, once, or start it again"


class Guard:
    """Refuses what does not come from the page of this preview, opened by its token."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Take what answers, and the port on which it is asked."""
        self.token = secrets.token_urlsafe(32)
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
            """Send a message, an answer with the headers that guard the page."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = HTTPConnection(scope)
        answer = self._refused(request) or self._opened(request)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refused(self, request: HTTPConnection) -> PlainTextResponse | None:
        """Return the answer to a request that comes from elsewhere."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in self._hosts:
            return _answer(HTTPStatus.MISDIRECTED_REQUEST, f"there is no '{host}' here")
        if origin is not None and origin != f"http://{host}":
            return _answer(HTTPStatus.FORBIDDEN, f"nothing is shown to {origin}")
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _answer(HTTPStatus.FORBIDDEN, "nothing is shown to other pages")
        return None

    def _opened(self, request: HTTPConnection) -> PlainTextResponse | RedirectResponse | None:
        """Return the answer to a request that brings the token, or neither it nor the cookie; None for the others."""
        given = request.query_params.get("token")
        knows = secrets.compare_digest(request.cookies.get(self._cookie, ""), self._session)
        if given is None:
            return None if knows else _answer(HTTPStatus.FORBIDDEN, _CLOSED)
        if not knows and not (self.token and secrets.compare_digest(given.encode(), self.token.encode())):
            return _answer(HTTPStatus.FORBIDDEN, _CLOSED)
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        if not knows:
            self.token = ""
            answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict")
        return answer


def _answer(status: HTTPStatus, text: str) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status)
