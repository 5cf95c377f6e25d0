"""Object stores: a folder, memory, and a server over HTTP; what is lost, damaged, slow or refused is said."""

from __future__ import annotations

import os
import pickle
import socket
from contextlib import ExitStack, closing
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from support.object_servers import between, moto, nanio

from kit.base.errors import OutputError
from kit.publish.store.objects import ObjectStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.object_servers import ObjectServer

SERVERS = {"nanio": nanio, "moto": moto}
DIGEST = sha256(b"light").hexdigest()
PATH = f"objects/{DIGEST[:2]}/{DIGEST[2:]}"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ObjectServer]]:
    """Yield what starts a server by its name, once."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(SERVERS[name](tmp_path_factory.mktemp(name) / "data")))


@pytest.fixture(params=[*SERVERS])
def server(request: pytest.FixtureRequest, servers: Callable[[str], ObjectServer]) -> ObjectServer:
    """Return each server."""
    return servers(request.param)


@pytest.fixture
def over_http(server: ObjectServer, monkeypatch: pytest.MonkeyPatch) -> ObjectServer:
    """Return a server, and let this process be a client of it."""
    for name, value in server.env.items():
        monkeypatch.setenv(name, value)
    return server


def made(url: str) -> ObjectStore:
    """Return a store whose folder is made, as for a build."""
    store = ObjectStore(url)
    store.create()
    return store


@pytest.fixture(params=["file", "memory", *SERVERS])
def store(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    servers: Callable[[str], ObjectServer],
    monkeypatch: pytest.MonkeyPatch,
) -> ObjectStore:
    """Return an empty store of each kind."""
    if request.param == "file":
        return made(f"file://{tmp_path}/store")
    if request.param == "memory":
        return ObjectStore(f"memory:///{tmp_path.name}")
    running = servers(request.param)
    for name, value in running.env.items():
        monkeypatch.setenv(name, value)
    return ObjectStore(f"{running.url}/{tmp_path.name}")


def code_of(caught: pytest.ExceptionInfo[OutputError]) -> str:
    """Return the code of an error's only fault."""
    (fault,) = caught.value.faults
    return fault.code


def test_content_is_stored_by_its_digest_and_read_back(store: ObjectStore) -> None:
    assert store.size(DIGEST) is None
    assert store.put(b"light") == store.put(b"light") == DIGEST
    assert store.size(DIGEST) == len(b"light")
    assert store.get(DIGEST) == b"light"
    assert store.sizes() == {DIGEST: len(b"light")}


def test_records_are_replaced_and_listed_by_folder(store: ObjectStore) -> None:
    assert store.get_record("kits/a.json") is None
    for data in (b"1", b"2"):
        store.put_record("kits/a.json", data)
    store.put_record("batches/b", b"3")
    assert store.get_record("kits/a.json") == b"2"
    assert [*store.names("kits")] == ["a.json"]


def test_a_lost_object_is_named(store: ObjectStore) -> None:
    with pytest.raises(OutputError, match=PATH) as caught:
        store.get(DIGEST)
    assert code_of(caught) == "stored-object-missing"


def test_an_object_that_is_another_one_is_refused(store: ObjectStore) -> None:
    store.put_record(PATH, b"dark")
    with pytest.raises(OutputError, match=PATH) as caught:
        store.get(DIGEST)
    assert code_of(caught) == "stored-object-damaged"


@pytest.mark.parametrize("damaged", [b"", b"ligh", b"lights"])
def test_an_object_of_another_size_is_written_again(store: ObjectStore, damaged: bytes) -> None:
    store.put_record(PATH, damaged)
    assert store.put(b"light") == DIGEST
    assert store.get(DIGEST) == b"light"


def test_a_store_goes_to_a_worker_by_its_address(tmp_path: Path) -> None:
    store = made(f"file://{tmp_path}/store/")
    store.put(b"light")
    assert pickle.loads(pickle.dumps(store)).get(DIGEST) == b"light"  # noqa: S301  (our own)


@pytest.mark.parametrize(
    "url", ["", "kits", "/kits", "https://example.org/kits", "s3://", "ftp://a/b", "file://", "file://srv/a", "file:a"]
)
def test_what_is_no_address_of_a_store_is_refused(url: str) -> None:
    with pytest.raises(OutputError) as caught:
        ObjectStore(url)
    assert code_of(caught) == "invalid-store"


@pytest.mark.parametrize("server", ["nanio"], indirect=True)  # the other one takes any key
def test_a_wrong_key_is_an_error_with_what_the_server_says(
    over_http: ObjectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(OutputError, match="403 Forbidden") as caught:
        ObjectStore(over_http.url).put(b"light")
    assert code_of(caught) == "store-unusable"


def test_a_server_without_tls_is_used_only_where_the_environment_allows_it(
    over_http: ObjectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    with pytest.raises(OutputError) as caught:
        ObjectStore(over_http.url).put(b"light")
    assert code_of(caught) == "store-unusable"


@pytest.mark.ci
@pytest.mark.usefixtures("over_http")
def test_a_server_that_takes_seconds_for_each_answer_is_waited_for(
    server: ObjectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with between(server) as state:
        monkeypatch.setenv("AWS_ENDPOINT_URL", state.env["AWS_ENDPOINT_URL"])
        state.delay = 3
        store = ObjectStore(f"{server.url}/slow")
        store.put_record("kits/slow.json", b"1")
        assert store.get_record("kits/slow.json") == b"1"


@pytest.mark.ci
@pytest.mark.usefixtures("over_http")
def test_a_server_without_room_is_full_and_takes_more_when_there_is_some(
    server: ObjectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with between(server) as state:
        monkeypatch.setenv("AWS_ENDPOINT_URL", state.env["AWS_ENDPOINT_URL"])
        state.room, store = 4, ObjectStore(f"{server.url}/full")
        with pytest.raises(OutputError, match="507 Insufficient Storage") as caught:
            store.put(b"light")
        assert code_of(caught) == "store-full"
        assert store.size(DIGEST) is None
        state.room = None
        assert store.get(store.put(b"light")) == b"light"


@pytest.mark.ci
@pytest.mark.usefixtures("over_http")
def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.publish.store.objects._SINGLE", 1)
    monkeypatch.setattr("kit.publish.store.objects._IN_ALL", 2)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(OutputError) as caught:
            ObjectStore("s3://kits/all").put(b"light")
    assert code_of(caught) == "store-unusable"


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="something else is in its place") as caught:
        ObjectStore(f"file://{tmp_path}/store").create()
    assert code_of(caught) == "store-unusable"


def test_whoever_reads_or_writes_makes_no_folder(tmp_path: Path) -> None:
    store = ObjectStore(f"file://{tmp_path}/with%20blank")
    for use in (lambda: [*store.names("kits")], lambda: store.get(DIGEST), lambda: store.put(b"light")):
        with pytest.raises(OutputError, match=f"there is no folder {tmp_path}/with blank\n") as caught:
            use()
        assert code_of(caught) == "store-folder-missing"
    assert [*tmp_path.iterdir()] == []
    store.create()
    assert [path.name for path in tmp_path.iterdir()] == ["with blank"]
    assert [*store.names("kits")] == []


def test_a_store_is_made_only_in_a_folder_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"there is no folder {tmp_path}/misspelt") as caught:
        ObjectStore(f"file://{tmp_path}/misspelt/kits").create()
    assert code_of(caught) == "store-folder-missing"
    assert [*tmp_path.iterdir()] == []


def test_an_address_with_two_slashes_is_shown_with_three() -> None:
    with pytest.raises(OutputError, match="file:///srv/kits"):
        ObjectStore("file://srv/kits")


@pytest.mark.parametrize("linked", ["objects", "batches", "kits", "objects/ab", "objects/ab/cd", "kits/other.json"])
def test_nothing_is_read_or_written_through_a_link_in_the_folder_of_a_store(tmp_path: Path, linked: str) -> None:
    store, other = tmp_path / "store", tmp_path / "other"
    other.mkdir()
    (other / "kits.json").write_text("{}")
    (store / linked).parent.mkdir(parents=True)
    (store / linked).symlink_to(other / "kits.json" if linked.endswith((".json", "cd")) else other)
    for use in (lambda: made(store.as_uri()).put(b"light"), lambda: [*made(store.as_uri()).names("kits")]):
        with pytest.raises(OutputError) as caught:
            use()
        assert [fault.code for fault in caught.value.faults] == ["store-unusable"]
        assert str(store / linked) in str(caught.value)
    assert [path.name for path in other.iterdir()] == ["kits.json"]


def test_the_folder_of_a_store_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "chosen").symlink_to(tmp_path / "store")
    assert made((tmp_path / "chosen").as_uri()).put(b"light") == DIGEST
    assert (tmp_path / "store" / PATH).read_bytes() == b"light"


def test_a_pipe_in_the_folder_of_a_store_is_refused_before_anything_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "kits").mkdir()
    os.mkfifo(tmp_path / "kits" / "small.json")
    with pytest.raises(OutputError) as caught:
        made(tmp_path.as_uri()).get_record("kits/small.json")
    assert [fault.code for fault in caught.value.faults] == ["store-unusable"]
    assert "small.json is a link, a pipe or a device" in str(caught.value)
