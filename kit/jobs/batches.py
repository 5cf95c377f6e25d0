"""Batches of tasks for a cluster: how many go together, and what a worker there does with one.

A worker refuses a batch if anything differs there that decides how pictures look: its own files, the files of the
project, or the version of a library. What it needs for all batches, it unpacks once.
"""

from __future__ import annotations

import os
import pickle
import zlib
from dataclasses import dataclass
from functools import lru_cache
from socket import gethostname
from threading import Timer
from typing import TYPE_CHECKING, Any, TypeVar

from kit.cache.generator_id import generator_files
from kit.jobs.executors import done_or_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kit.base.errors import Fault
    from kit.jobs.executors import Inputs
    from kit.jobs.limits import Limits
    from kit.jobs.tasks import Weighed

P = TypeVar("P", bound="Weighed")

#: The fewest and the most pictures of a batch, so that a scheduler's milliseconds a task are lost in its seconds
#: (docs/scaling.md), and how many batches a worker gets at least, where there are enough pictures.
FEWEST, MOST, BATCHES = 50, 200, 20
#: The most names of differing inputs that a refusal lists.
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """What all batches of a build have in common: a digest of the generator, and the rest packed."""

    generator: str
    data: bytes


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a worker made of a batch: the outcome of each task, or why it refused all of them."""

    outcomes: tuple[object, ...] = ()
    refusal: str = ""


def batches_of(tasks: Sequence[P], workers: int) -> Iterator[tuple[P, ...]]:
    """Yield tasks in batches, each of about as many pictures; of few pictures, so that every worker gets some."""
    wanted = pictures_of_batch(sum(task.weight for task in tasks), workers)
    batch, weight = list[P](), 0
    for task in tasks:
        batch.append(task)
        weight += task.weight
        if weight >= wanted:
            yield tuple(batch)
            batch, weight = [], 0
    if batch:
        yield tuple(batch)


def pictures_of_batch(pictures: int, workers: int) -> int:
    """Return how many pictures a batch has at least, of a number in all and so many workers."""
    return min(max(FEWEST, pictures // (workers * BATCHES)), MOST, max(1, pictures // (2 * workers)))


def packed(work: Callable[..., object], shared: tuple[Any, ...], inputs: Callable[..., Inputs], limits: Limits) -> Sent:
    """Return what a worker needs for the batches of a build."""
    data = pickle.dumps((work, shared, inputs, dict(inputs(*shared)), limits), pickle.HIGHEST_PROTOCOL)
    return Sent(generator_files(), zlib.compress(data, 1))


def do_batch(tasks: bytes, sent: Sent) -> BatchResult:
    """Do the tasks of a batch in this process, which is a worker of a cluster.

    A task that takes longer than its limit ends the process: nothing else can stop a painter.
    """
    if sent.generator != generator_files():
        return _refused("another version of the generator, or one with other files, is installed there")
    work, shared, refusal, limits = _unpacked(sent)
    if refusal:
        return _refused(refusal)
    return BatchResult(tuple(_within(limits, work, task, shared) for task in pickle.loads(tasks)))  # noqa: S301


def identity(sent: Sent) -> Sent:
    """Return what is sent: a scheduler hands the result of a task to every worker, and can have it made again."""
    return sent


def _refused(why: str) -> BatchResult:
    return BatchResult(refusal=f"{gethostname()}: {why}")


@lru_cache(maxsize=1)
def _unpacked(sent: Sent) -> tuple[Callable[..., object], tuple[Any, ...], str, Limits]:
    """Return the work, what it shares, why it is refused here (or ''), and its limits."""
    work, shared, inputs, wanted, limits = pickle.loads(zlib.decompress(sent.data))  # noqa: S301  (the client's own)
    found = dict(inputs(*shared))
    names = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    listed = ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")
    return work, shared, f"these differ there, or are not there: {listed}" if names else "", limits


def _within(limits: Limits, work: Callable[..., object], task: object, shared: tuple[Any, ...]) -> object | Fault:
    """Return the outcome of a task within its limit on time."""
    timer = Timer(limits.seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()
    try:
        return done_or_fault(work, task, shared)  # type: ignore[type-var]
    finally:
        timer.cancel()
