"""Doubles of object storage that speak S3 over HTTP: real servers, but no service that anybody runs in earnest."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds within which a server is up.
_UP = 20


@dataclass(frozen=True)
class ObjectServer:
    """A server, what the environment of its clients says, the address of a store in it, and where its files are."""

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
    command = [
        sys.executable,
        "-m",
        "nanio",
        "serve",
        "--data-dir",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with (folder.parent / "nanio.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **server}, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield ObjectServer(client(port, "key", "not-a-secret"), "s3://kits/all", folder)
        finally:
            process.kill()
            process.wait()


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
