"""Batches of tasks for a cluster: how many go together, and what a worker there does with one.

A worker refuses a batch if anything differs there that decides how pictures look: its own files, the files of the
project, or the version of a library. What it needs for all batches, it unpacks once.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from socket import gethostname
from typing import Any, TypeVar

from kit.base.cache.kinds import generator_files
from kit.base.errors import Fault, InstallationError
from kit.base.system_errors import PACKAGE
from kit.run.jobs.limits import Limits, Weighed
from kit.run.jobs.pool import Inputs, done_or_fault
from kit.run.jobs.worker import watched

P = TypeVar("P", bound="Weighed")

#: The fewest and the most pictures of a batch, so that a scheduler's milliseconds a task are lost in its seconds
#: (docs/scaling.md), and how many batches a worker gets at least, where there are enough pictures.
FEWEST, MOST, BATCHES = 50, 200, 20
#: The most names of differing inputs that a refusal lists.
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """What all batches of a build have in common: the digests of the generator's files by name, and the rest packed."""

    generator: tuple[tuple[str, str], ...]
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
    return Sent(tuple(generator_files().items()), zlib.compress(data, 1))


def do_batch(tasks: bytes, sent: Sent) -> BatchResult:
    """Do the tasks of a batch in this process, which is a worker of a cluster.

    A task that takes longer than its limit ends the process: nothing else can stop a painter. A worker whose
    installation is broken refuses, so that others do its work.
    """
    other = _other_generator(dict(sent.generator), generator_files())
    if other:
        return _refused(other)
    work, shared, refusal, limits = _unpacked(sent)
    if refusal:
        return _refused(refusal)
    try:
        return BatchResult(tuple(_within(limits, work, task, shared) for task in pickle.loads(tasks)))  # noqa: S301
    except InstallationError as error:
        return _refused(error.faults[0].message)


def identity(sent: Sent) -> Sent:
    """Return what is sent: a scheduler hands the result of a task to every worker, and can have it made again."""
    return sent


def _other_generator(wanted: Mapping[str, str], present: Mapping[str, str]) -> str:
    """Return how the files of the generator here differ from those that are wanted, by their digests; '' if not."""
    differing = [name for name in {**wanted, **present} if wanted.get(name) != present.get(name)]
    if not differing:
        return ""
    if all(name in wanted and name not in present for name in differing):
        missing = _listed([f"{PACKAGE.name}/{name}" for name in differing])
        return f"installation is broken: these files are missing: {missing}"
    return f"another version of the generator, or one with other files, is installed there: {_listed(differing)}"


def _listed(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    return ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def _refused(why: str) -> BatchResult:
    return BatchResult(refusal=f"{gethostname()}: {why}")


@lru_cache(maxsize=1)
def _unpacked(sent: Sent) -> tuple[Callable[..., object], tuple[Any, ...], str, Limits]:
    """Return the work, what it shares, why it is refused here (or ''), and its limits."""
    work, shared, inputs, wanted, limits = pickle.loads(zlib.decompress(sent.data))  # noqa: S301  (the client's own)
    here = dict(inputs(*shared))
    names = [name for name in {**wanted, **here} if wanted.get(name) != here.get(name)]
    return work, shared, f"these differ there, or are not there: {_listed(names)}" if names else "", limits


def _within(limits: Limits, work: Callable[..., object], task: object, shared: tuple[Any, ...]) -> object | Fault:
    """Return the outcome of a task within its limits on time."""
    with watched(limits):
        return done_or_fault(work, task, shared)  # type: ignore[type-var]
