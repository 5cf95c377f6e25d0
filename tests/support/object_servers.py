"""Doubles of object storage that speak S3 over HTTP: real servers, but no service that anybody runs in earnest."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds within which a server is up.
_UP = 20


@dataclass(frozen=True)
class ObjectServer:
    """A server: the environment of its clients, the address of a store in it, and where its files are, if any."""

    env: dict[str, str]
    url: str
    folder: Path

    @property
    def objects(self) -> list[Path]:
        """The files of all content."""
        return sorted(path for path in (self.folder / "kits" / "all" / "objects").rglob("*") if path.is_file())


@contextmanager
def nanio(folder: Path) -> Iterator[ObjectServer]:
    """Yield a server of nanio with one bucket; its objects are files."""
    (folder / "kits").mkdir(parents=True)
    port = free_port()
    server = {"NANIO_ACCESS_KEY": "key", "NANIO_SECRET_KEY": "not-a-secret"}
    options = ("--data-dir", str(folder), "--host", "127.0.0.1", "--port", str(port))
    command = [sys.executable, "-m", "nanio", "serve", *options]
    with (folder.parent / "nanio.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **server}, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield ObjectServer(client(port, "key", "not-a-secret"), "s3://kits/all", folder)
        finally:
            process.kill()
            process.wait()


@contextmanager
def moto(folder: Path) -> Iterator[ObjectServer]:
    """Yield a server of moto with one bucket; its objects are in its memory, and it takes any key."""
    python = TESTS.parent / ".venv-moto" / "bin" / "python"
    assert python.exists(), "moto is not installed: make setup-test"
    folder.mkdir(parents=True)
    port = free_port()
    command = [str(python), "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    with (folder.parent / "moto.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            with closing(HTTPConnection("127.0.0.1", port, timeout=_UP)) as connection:
                connection.request("PUT", "/kits")
                assert connection.getresponse().status == HTTPStatus.OK
            yield ObjectServer(client(port, "key", "not-a-secret"), "s3://kits/all", folder)
        finally:
            process.kill()
            process.wait()


@dataclass
class Between:
    """What stands between a server and its clients: the address for these, and how the server seems to be.

    `room` is how many bytes of content it still takes, `delay` how many seconds each answer takes, and `refused` how
    many requests did not find room.
    """

    env: dict[str, str]
    room: int | None = None
    delay: float = 0.0
    refused: int = 0
    _lock: Lock = field(default_factory=Lock)

    def takes(self, size: int) -> bool:
        """Return whether there is room for some bytes, which is taken then."""
        with self._lock:
            if self.room is not None and size > self.room:
                self.refused += 1
                return False
            self.room = None if self.room is None else self.room - size
            return True


@contextmanager
def between(server: ObjectServer) -> Iterator[Between]:
    """Yield what hands requests on to a server as they are, and answers as a full or slow one would."""
    target = server.env["AWS_ENDPOINT_URL"].removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        """Answers one request."""

        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            """Hand the request on, unless there is no room for what it brings."""
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            time.sleep(state.delay)
            if self.command == "PUT" and not state.takes(len(sent)):
                self.say(HTTPStatus.INSUFFICIENT_STORAGE, {}, b"<Error><Code>StorageFull</Code></Error>")
                return
            connection = HTTPConnection(target, timeout=60)
            connection.request(self.command, self.path, sent, dict(self.headers.items()))
            found = connection.getresponse()
            data = found.read()
            self.say(found.status, dict(found.getheaders()), data)
            connection.close()

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815  (the names of http.server)

        def say(self, status: int, head: dict[str, str], data: bytes) -> None:
            """Send an answer."""
            self.send_response_only(status)
            kept = {
                name: value for name, value in head.items() if name.lower() not in {"transfer-encoding", "connection"}
            }
            for name, value in ({"Content-Length": str(len(data))} | {n.title(): v for n, v in kept.items()}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    state = Between({**server.env, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{listener.server_port}"})
    thread = Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        listener.shutdown()
        listener.server_close()


def client(port: int, key: str, secret: str) -> dict[str, str]:
    """Return the environment of clients of a server on this machine."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }


def free_port() -> int:
    """Return a port that nothing listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server accepts connections."""
    until = time.monotonic() + _UP
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server is not up"
            time.sleep(0.05)
        else:
            return
