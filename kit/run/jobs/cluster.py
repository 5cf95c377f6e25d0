"""Do tasks on a cluster of dask.distributed (https://distributed.dask.org): in batches, a few at a time.

A scheduler takes milliseconds for a task, and chokes on graphs of a million; so a task there is a batch of pictures,
and only a few wait for each worker. What a cluster takes away is done again: a batch whose worker died, up to `TRIES`
times. As a dying worker takes along what waits for it, the batch is then suspect: it is done by itself, and in halves,
down to one task, which fails by its name.
"""

from __future__ import annotations

import pickle
from asyncio import AbstractEventLoop, run_coroutine_threadsafe
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from kit.base.errors import Fault, KitError
from kit.base.lazy_imports import on_demand
from kit.run.jobs.batches import BatchResult, Sent, batches_of, do_batch, identity, packed
from kit.run.jobs.limits import LIMITS, Weighed, workers_ended
from kit.run.jobs.pool import Inputs

if TYPE_CHECKING:
    import distributed
else:
    distributed = on_demand("distributed") if find_spec("distributed") else None


R = TypeVar("R")
P = TypeVar("P", bound="Weighed")

#: How often a batch is submitted that a dying worker took along, and a part of it with nothing beside it.
TRIES, TRIES_ALONE = 10, 3
#: How many batches each thread of a worker has: the one that it does, and the next.
_WINDOW = 2
#: Seconds to wait for the scheduler, for its first worker, for another one when all are gone, and when all refuse.
_CONNECT, _FIRST_WORKER, _NO_WORKER, _ALL_REFUSE = 10.0, 60.0, 120.0, 10.0
#: Seconds between two looks at whether the scheduler is still there, and until it is said that there is no worker.
_POLL, _SAID_AFTER = 2.0, 2.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_KEPT = "; what was made is kept for the next build"
_INSTALL = "install them: pip install 'child-safety-first-kit[cluster]'"


def _say_nothing(_words: str) -> None:
    """Ignore what a run waits for."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Does tasks on the workers of a scheduler, by its address, such as tcp://127.0.0.1:8786.

    `waiting` is called with what to do, and for how long that is waited for, when the scheduler has had no worker for a
    moment.
    """

    address: str
    insecure: bool = False
    waiting: Callable[[str], None] = field(default=_say_nothing, compare=False, repr=False)
    shares_files: ClassVar[bool] = False

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[P], shared: tuple[Any, ...], inputs: Callable[..., Inputs]
    ) -> Generator[tuple[P, R | Fault]]:
        """Yield each task with its outcome; see `Executor`. Raises KitError if the cluster can't be used."""
        if not tasks:
            return
        require_secure(self.address, insecure=self.insecure)
        with _client(self.address) as client:
            _require_worker(client, self.address, self.waiting)
            run = _Run(self.address, client, packed(work, shared, inputs, LIMITS), self.waiting)
            yield from run.outcomes(batches_of(tasks, max(1, run.threads)))

    def without_worker(self) -> Fault | None:
        """Return the fault of a scheduler that has no worker now, which a build waits for; None if it has one.

        Raises KitError if the cluster can't be used.
        """
        require_secure(self.address, insecure=self.insecure)
        with _client(self.address) as client:
            return None if client.scheduler_info(n_workers=-1)["workers"] else _no_worker(self.address)


def require_secure(address: str, *, insecure: bool = False) -> None:
    """Raise KitError for an address over which others could listen, or run code: only loopback and TLS are safe."""
    parts = urlsplit(address)
    if parts.scheme not in {"tcp", "tls"} or not parts.hostname:
        remedy = "write it as tls://HOST:8786, or tcp://127.0.0.1:8786 on this machine"
        raise KitError(Fault(f"'{address}' is not the address of a scheduler", None, remedy, code="invalid-scheduler"))
    if parts.scheme == "tcp" and parts.hostname not in _LOOPBACK and not insecure:
        message = f"'{address}' is on another machine and not encrypted: whoever is on the way can run code"
        remedy = "use tls:// (docs/scaling.md), or --allow-insecure in a network where everybody is trusted"
        raise KitError(Fault(message, None, remedy, code="scheduler-not-encrypted"))


@contextmanager
def _client(address: str) -> Iterator[distributed.Client]:
    """Yield a client of a scheduler. Raises KitError if it can't be reached, and without the library."""
    if distributed is None:
        raise KitError(Fault("the libraries for clusters are missing", None, _INSTALL, code="cluster-not-installed"))
    try:
        client = distributed.Client(address, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TypeError, ValueError, TimeoutError) as error:  # refused, not TLS, a wrong certificate
        message = f"can't connect to the scheduler at {address}: {error or type(error).__name__}"
        remedy = "start one (`make cluster`), and for tls:// name certificates in DASK_DISTRIBUTED__COMM__TLS__…"
        raise KitError(Fault(message, None, remedy, code="scheduler-unreachable")) from error
    with client:
        yield client


def _require_worker(client: distributed.Client, address: str, waiting: Callable[[str], None]) -> None:
    """Wait for a worker, and say so if that takes a moment. Raises KitError if none comes."""
    if _has_worker(client, _SAID_AFTER):
        return
    waiting(_waiting_for_worker(address, _FIRST_WORKER))
    if not _has_worker(client, _FIRST_WORKER):
        raise KitError(_no_worker(address, _KEPT))


def _has_worker(client: distributed.Client, seconds: float) -> bool:
    """Return whether a scheduler has a worker within some seconds."""
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError:
        return False
    return True


def _waiting_for_worker(address: str, seconds: float) -> str:
    return str(_no_worker(address, f"; the build waits up to {seconds:.0f} s for it"))


def _no_worker(address: str, then: str = "") -> Fault:
    message, remedy = f"the scheduler at {address} has no worker", f"start one: dask worker {address} --nthreads 1"
    return Fault(message, None, f"{remedy}{then}", code="cluster-without-workers")


@dataclass(slots=True)
class _Batch:
    """Tasks to submit, whether they are suspect and so done `alone`, and how often they were submitted."""

    tasks: tuple[Any, ...]
    alone: bool = False
    tries: int = 0

    @property
    def may_be_tried(self) -> bool:
        """Whether it may be submitted once more."""
        return self.tries < (TRIES_ALONE if self.alone else TRIES)

    def halves(self) -> list[_Batch]:
        """Return the two halves of a batch of several tasks."""
        middle = len(self.tasks) // 2
        return [_Batch(part, alone=True) for part in (self.tasks[:middle], self.tasks[middle:])]


@dataclass
class _Run:
    """One run of batches on a cluster: those that wait, are suspect, or are submitted, and who refused some."""

    address: str
    client: distributed.Client
    sent: Sent
    say_waiting: Callable[[str], None]
    _waiting: deque[_Batch] = field(default_factory=deque)
    _suspects: deque[_Batch] = field(default_factory=deque)
    _going: dict[str, tuple[distributed.Future[BatchResult], _Batch]] = field(default_factory=dict)
    _done: SimpleQueue[str] = field(default_factory=SimpleQueue)
    _refusals: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Hand what all batches share to the cluster."""
        self._shared = self.client.submit(identity, self.sent, key=f"kit-{id(self):x}-{monotonic():.9f}", priority=1)
        self._name = self._shared.key
        self._alone = monotonic()
        self._has_said = self._has_done = False

    @property
    def threads(self) -> int:
        """How many tasks the workers do at a time, without those that refused."""
        return sum(worker["nthreads"] for address, worker in self._workers().items() if address not in self._refusals)

    def _workers(self) -> dict[str, Any]:
        workers: dict[str, Any] = self.client.scheduler_info(n_workers=-1)["workers"]
        return workers

    def outcomes(self, batches: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, Any]]:
        """Yield each task of some batches with its outcome, in the order in which the batches are done."""
        self._waiting.extend(map(_Batch, batches))
        while self._waiting or self._suspects or self._going:
            self._fill()
            try:
                name = self._done.get(timeout=_POLL)
            except Empty:
                self._require_workers()
                continue
            self._alone = monotonic()
            future, batch = self._going.pop(name)
            yield from self._outcome(future, batch)

    def _fill(self) -> None:
        """Submit batches, so that each worker has one to do and the next; at the end the suspects, one by one."""
        if self._refusals and not self.threads:  # one that would take a batch may come
            return
        most = max(1, self.threads) * _WINDOW
        while self._waiting and len(self._going) < most:
            self._submit(self._waiting.popleft())
        if self._suspects and not self._going:
            self._submit(self._suspects.popleft())

    def _submit(self, batch: _Batch) -> None:
        batch.tries += 1
        name = f"{self._name}-{next(self._numbers)}"
        accepting = [address for address in self._workers() if address not in self._refusals]
        # Others are allowed: those that are named may be gone, and have successors, by the time it is handed out.
        chosen = {"workers": accepting, "allow_other_workers": True} if self._refusals else {}
        data = pickle.dumps(batch.tasks, pickle.HIGHEST_PROTOCOL)
        future = self.client.submit(do_batch, data, self._shared, key=name, pure=False, **chosen)
        self._going[name] = future, batch
        future.add_done_callback(lambda done: self._done.put(done.key))  # type: ignore[no-untyped-call]

    def _all_refuse(self) -> KitError:
        faults = (
            Fault(f"a worker refused: {why}", None, "install the same there, or stop it", code="worker-refused")
            for why in dict.fromkeys(self._refusals.values())
        )
        return KitError(*faults)

    def _require_workers(self) -> None:
        """Raise KitError if the scheduler is gone, or no worker has taken a batch for a while."""
        if self.client.status != "running":
            raise _lost(self.address)
        if self.threads:
            self._alone, self._has_said = monotonic(), False
            return
        alone, most = monotonic() - self._alone, _NO_WORKER if self._has_done or not self._refusals else _ALL_REFUSE
        if alone > most:
            raise self._all_refuse() if self._refusals else KitError(_no_worker(self.address, _KEPT))
        if alone > _SAID_AFTER and not (self._refusals or self._has_said):
            self._has_said = True
            self.say_waiting(_waiting_for_worker(self.address, most))

    def _outcome(self, future: distributed.Future[BatchResult], batch: _Batch) -> Iterator[tuple[Any, Any]]:
        """Yield the outcomes of a batch that is done, or let it, or its halves, wait again."""
        result = self._result(future)
        if result is not None and result.refusal:
            self._refused(result.refusal, future)
            self._waiting.appendleft(batch)
        elif result is not None:
            self._has_done = True
            yield from zip(batch.tasks, result.outcomes, strict=True)
        elif batch.may_be_tried:
            (self._suspects if batch.alone else self._waiting).append(batch)
        elif len(batch.tasks) > 1:
            self._suspects.extend(batch.halves())
        else:
            yield batch.tasks[0], workers_ended(batch.tasks[0], batch.tries)

    def _result(self, future: distributed.Future[BatchResult]) -> BatchResult | None:
        """Return the result of a batch; None if a worker took it along. Raises KitError for any other error."""
        try:
            return self._fetched(future)
        except KitError:
            raise
        except (distributed.scheduler.KilledWorker, CancelledError) as error:
            if self.client.status != "running":
                raise _lost(self.address) from error
            return None
        except Exception as error:  # what a worker raises that lacks the generator, or a library
            raise _failed(error) from error

    def _fetched(self, future: distributed.Future[BatchResult]) -> BatchResult:
        """Fetch a result. If its worker dies first, it is made again, which takes as long as there is no other."""
        loop: AbstractEventLoop = self.client.loop.asyncio_loop  # type: ignore[union-attr]
        fetching = run_coroutine_threadsafe(_awaited(future), loop)
        while not wait([fetching], timeout=_POLL).done:
            self._require_workers()
        return fetching.result()

    def _refused(self, why: str, future: distributed.Future[BatchResult]) -> None:
        """Note the worker that refused a batch."""
        holders = self.client.who_has([future]).get(future.key, ())  # type: ignore[no-untyped-call]
        self._refusals |= dict.fromkeys(holders, why)


async def _awaited(future: distributed.Future[BatchResult]) -> BatchResult:
    result: BatchResult = await future
    return result


def _lost(address: str) -> KitError:
    message = f"the connection to the scheduler at {address} is lost"
    remedy = "start it again and build again: what was made is kept"
    return KitError(Fault(message, None, remedy, code="scheduler-lost"))


def _failed(error: BaseException) -> KitError:
    """Return the error of a batch that a worker could not even begin."""
    message = f"a worker can't do the work: {type(error).__name__}: {error}"
    remedy = "install the same generator there, with the same libraries"
    return KitError(Fault(message, None, remedy, code="worker-refused"))
