"""A client of the YAML language server, by the protocol that editors speak (https://microsoft.github.io/language-server-protocol)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

_HERE = Path(__file__).parent / "editor"
#: Where the server is installed, and kept.
INSTALLED = Path(__file__).parents[3] / "build" / "editor"
_SERVER = INSTALLED / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def install() -> None:
    """Install the server as its lock file has it. Raises where node or npm is missing, as nothing can be tried then."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for path in _HERE.glob("package*.json"):
        shutil.copy(path, INSTALLED)
    if not _SERVER.is_file():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True)


class LanguageServer:
    """A server at work on the files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Start a server that may read schemas from files only."""
        self._folder = folder
        self._process = subprocess.Popen(["node", _SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked = 0
        self._said: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        """Begin."""
        self.ask("initialize", {"processId": None, "rootUri": self._folder.as_uri(), "capabilities": {}})
        self._notify("initialized", {})
        settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self._notify("workspace/didChangeConfiguration", {"settings": {"yaml": settings}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def open(self, path: Path, text: str) -> list[str]:
        """Open a file with a text, and return what the server finds wrong with it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._said.pop(path.as_uri(), None)
        self._notify("textDocument/didOpen", {"textDocument": document})
        while path.as_uri() not in self._said:
            self._hear()
        return self._said[path.as_uri()]

    def hover(self, path: Path, text: str, word: str) -> str:
        """Return what the server says of the first occurrence of a word."""
        found = self.ask("textDocument/hover", self._place(path, text, text.index(word)))
        contents: dict[str, str] = found["contents"]
        return contents["value"]

    def complete(self, path: Path, text: str, index: int) -> set[str]:
        """Return what the server offers at an index of the text."""
        found = self.ask("textDocument/completion", self._place(path, text, index))
        return {item["label"] for item in found["items"]}

    @staticmethod
    def _place(path: Path, text: str, index: int) -> dict[str, Any]:
        line, start = text.count("\n", 0, index), text.rfind("\n", 0, index) + 1
        return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": index - start}}

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401  (what the protocol has)
        """Return the answer to a request."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            answer = self._hear()
            if answer.get("id") == self._asked and "method" not in answer:
                return answer["result"]

    def _notify(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, object]) -> None:
        assert self._process.stdin
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """Return the next message; answer the server's questions with nothing, note what it finds."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            said = [
                f"{one['range']['start']['line'] + 1}: {one['message']}" for one in message["params"]["diagnostics"]
            ]
            self._said[message["params"]["uri"]] = said
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message
