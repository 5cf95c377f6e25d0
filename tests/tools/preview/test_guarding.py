"""Who may see a preview: those who open its page by the token, and no page from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from support.previewed_project import run_apart

from kit.tools.preview.serving import Guard

if TYPE_CHECKING:
    from starlette.types import Message

PORT = 8123
HOST = f"127.0.0.1:{PORT}"


class Answer:
    """What a guard answers."""

    def __init__(self, messages: list[Message]) -> None:
        """Take the messages that were sent."""
        start = messages[0]
        self.status: int = start["status"]
        self.headers: dict[str, str] = {name.decode(): value.decode() for name, value in start["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:]).decode()


def ask(guard: Guard, path: str = "/", **headers: str) -> Answer:
    """Ask for a path; headers are written with underscores."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    place, _, query = path.partition("?")
    said = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "method": "GET", "path": place, "query_string": query.encode(), "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
    }  # fmt: skip
    run_apart(guard(scope, receive, send))
    return Answer(sent)


@pytest.fixture
def guard() -> Guard:
    return Guard(PlainTextResponse("the page"), PORT)


@pytest.fixture
def cookie(guard: Guard) -> str:
    """Return the cookie that the token becomes."""
    answer = ask(guard, f"/?token={guard.token}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    return answer.headers["set-cookie"].partition(";")[0]


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_have_not(guard: Guard) -> None:
    given = ask(guard, f"/?token={guard.token}").headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=strict" in given


def test_the_page_opens_with_the_cookie_and_loads_nothing_from_elsewhere(guard: Guard, cookie: str) -> None:
    answer = ask(guard, cookie=cookie)
    assert (answer.status, answer.body) == (200, "the page")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


def test_the_printed_address_opens_a_second_browser_too(guard: Guard) -> None:
    for _ in range(2):
        assert ask(guard, f"/?token={guard.token}").status == 303
    assert ask(guard, "/?token=").status == 403


def test_the_address_that_a_browser_is_started_with_opens_once(guard: Guard) -> None:
    once = guard.once
    assert once != guard.token
    assert ask(guard, f"/?token={once}").status == 303
    again = ask(guard, f"/?token={once}")
    assert again.status == 403
    assert "set-cookie" not in again.headers
    assert ask(guard, "/?token=").status == 403


def test_the_address_may_be_opened_again_where_it_is_open(guard: Guard, cookie: str) -> None:
    assert ask(guard, "/?token=old", cookie=cookie).status == 303


@pytest.mark.parametrize(
    "given", ["", "kit-preview-8123=", "kit-preview-8123=guessed", "kit-preview-8123=é", "other=é"]
)
def test_without_the_cookie_nothing_is_shown(guard: Guard, given: str) -> None:
    assert ask(guard, "/state", cookie=given).status == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", ""])
def test_another_name_of_this_host_is_refused_even_with_the_cookie(guard: Guard, cookie: str, host: str) -> None:
    assert ask(guard, "/state", cookie=cookie, host=host).status == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9", f"https://{HOST}"])
def test_another_origin_is_refused_even_with_the_cookie(guard: Guard, cookie: str, origin: str) -> None:
    assert ask(guard, "/view", cookie=cookie, origin=origin).status == 403


def test_its_own_origin_is_answered(guard: Guard, cookie: str) -> None:
    assert ask(guard, "/view", cookie=cookie, origin=f"http://{HOST}").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_loads_is_refused(guard: Guard, cookie: str, site: str) -> None:
    assert ask(guard, "/state", cookie=cookie, sec_fetch_site=site).status == 403


def test_a_name_that_leads_to_this_computer_is_taken(guard: Guard, cookie: str) -> None:
    assert ask(guard, cookie=cookie, host=f"localhost:{PORT}").status == 200
