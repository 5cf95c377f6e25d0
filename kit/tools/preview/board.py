"""The state of every picture of a preview: requested from workers, those on screen first, and sent to listeners."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from kit.base.errors import Fault
from kit.model.finding import Finding
from kit.model.project import TestCopy
from kit.run.jobs.pool import OpenPool
from kit.run.pipeline.loading import OWN
from kit.tools.preview.picture_looks import describe, inspect, judge_campaign, look
from kit.tools.preview.project_reader import read
from kit.tools.preview.protocol import (
    CampaignTask,
    CheckedLooks,
    KnownLook,
    Look,
    LookTask,
    Read,
    ReadProject,
    ReadTask,
    UsedPair,
    faults_json,
    findings_json,
    look_json,
    pictures_json,
)

#: Seconds for which a worker checks pictures off screen before it is free for those on screen.
_SLICE = 0.05
#: Seconds for which the browser has the processors to itself, to show what changed on screen.
_SHOWN = 0.1
#: Seconds in which a faulty file may still be being saved: some editors empty it first.
_SAVED = 0.12
#: The most bytes of painted pictures that are kept.
_MOST_BYTES = 64_000_000

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class View:
    """What is on screen: pictures by id with their widths in px, in order; the test strings, and the language shown.

    Without a language, pictures in all those are shown that the preview was asked for.
    """

    visible: tuple[tuple[str, int], ...] = ()
    strings: TestCopy | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes of a preview: one reads the project, the others look at its pictures."""

    reading: OpenPool[Any]
    painting: OpenPool[Any]


class Board:
    """Keeps the state of the pictures of one project. All of it runs in one event loop."""

    def __init__(
        self, spec: Path, workers: Workers, partner: str | None = None, languages: tuple[str, ...] = (OWN,)
    ) -> None:
        """Take a `kit.yaml`, the workers, the partner whose kit it is, if any, and the languages to show.

        Nothing is read yet.
        """
        self.spec = spec
        self._partner = partner
        self._languages = languages
        self.view = View()
        self.reading: ReadProject | None = None
        self.faults: tuple[Fault, ...] = ()
        self.looks: dict[str, Look] = {}
        self.campaign: tuple[Finding, ...] = ()
        self._workers = workers
        self._painted: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()
        self._round = 0
        self._snapshot = ""
        self._busy = False
        self._begun: dict[str, int] = {}
        self._inspected: dict[str, str] = {}
        self._judged: tuple[str, tuple[UsedPair, ...]] = ("", ())

    async def refresh(self) -> None:
        """Read the project again, and check its pictures: those on screen at once, then all others."""
        found = await self._read()
        if found.faults and self.reading and not self.faults:
            await asyncio.sleep(_SAVED)
            found = await self._read()
        if found.snapshot != self._snapshot or found.faults != self.faults:
            self._round += 1
            self._snapshot = found.snapshot
            self._take(found)
            await self._check_all(self._round)

    async def _read(self) -> Read:
        known = self.reading.sent.key if self.reading and not self.faults else ""
        task = ReadTask(self.spec, self._languages, self.view.language, known, self._partner)
        found = await _answer(self._workers.reading, read, task)
        return found if isinstance(found, Read) else Read("", faults=(found,))

    async def show(self, view: View) -> None:
        """Take what is on screen now, and check the pictures that were not checked yet."""
        other, is_other_language = view.strings != self.view.strings, view.language != self.view.language
        self.view = view
        if is_other_language:
            await self.refresh()
        if other:
            self._round += 1
            self.looks.clear()
            self._painted.clear()
            self._inspected.clear()
            await self._check_all(self._round)
            return
        unseen = [(id_, width) for id_, width in view.visible if id_ not in self.looks]
        await asyncio.gather(*(self._check(id_, width) for id_, width in unseen))
        if not self._busy:
            await self._inspect()

    async def png(self, id_: str, version: str, width: int) -> bytes | None:
        """Return the current picture at a width in px; None if it can't be made."""
        kept = self._painted.get((id_, version, width))
        if kept is None:
            await self._check(id_, width)
            kept = self._painted.get((id_, self._known_look(id_).version, width))
        return kept

    async def ask(self, work: Callable[[LookTask], R], id_: str) -> R | Fault | None:
        """Return a worker's result for one current picture, or why it can't be made."""
        if self.reading is None:
            return None
        task = LookTask(self.reading.sent, ((id_, KnownLook()),), self.view.strings, snapshot=self._snapshot)
        return await _answer(self._workers.painting, work, task)

    def state(self) -> dict[str, Any]:
        """Return the whole state in the form of the page."""
        looks = [look_json(each) for each in self.looks.values()]
        whole = {"faults": faults_json(self.faults), "campaign": findings_json(self.campaign)}
        return {**pictures_json(self.reading), **whole, "looks": looks}

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[dict[str, Any] | None]]:
        """Yield a queue of all events from now on; None at the end."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def end(self) -> None:
        """Tell the listeners that no more events will come."""
        for queue in self._listeners:
            queue.put_nowait(None)

    def _emit(self, kind: str, **fields: object) -> None:
        for queue in self._listeners:
            queue.put_nowait({"kind": kind, **fields})

    def _take(self, found: Read) -> None:
        """Take a project that was read, or its faults; then everything else stays as it was."""
        before, self.faults = self.faults, found.faults
        if found.reading:
            is_other = self.reading is None or pictures_json(self.reading) != pictures_json(found.reading)
            self.reading = found.reading
            ids = {entry.id for entry in found.reading.entries}
            self.looks = {id_: look for id_, look in self.looks.items() if id_ in ids}
            if is_other:
                self._emit("plan", **pictures_json(found.reading))
        if self.faults != before:
            self._emit("faults", faults=faults_json(self.faults))

    async def _check_all(self, began: int) -> None:
        """Check every picture that may have changed, until something changes."""
        if self.reading is None:
            return
        seen = dict(self.view.visible)
        await asyncio.gather(*(self._check(id_, width) for id_, width in seen.items()))
        rest = [entry.id for entry in self.reading.entries if entry.id not in seen]
        self._busy = True
        await asyncio.sleep(_SHOWN if seen else 0)
        await self._judge(began)
        while rest and began == self._round:
            rest = rest[await self._check_some(rest) :]
            self._emit("progress", left=len(rest))
        if began == self._round:
            await self._judge(began)
            self._busy = False
            await self._inspect()

    async def _judge(self, began: int) -> None:
        """Check the campaign, if it, or its colour pairs, changed since the last check."""
        if self.reading is None:
            return
        pairs = dict.fromkeys(pair for each in self.looks.values() for pair in each.pairs)
        key = self.reading.sent.key, tuple(pairs)
        if key == self._judged:
            return
        found = await _answer(self._workers.painting, judge_campaign, CampaignTask(self.reading.sent, key[1]))
        if began == self._round and isinstance(found, tuple):
            self._judged, self.campaign = key, found
            self._emit("campaign", campaign=findings_json(found))

    async def _inspect(self) -> None:
        """Check the pixels of what is on screen with the rules of a build, until something changes."""
        began = self._round
        for id_, _ in self.view.visible:
            version = self._known_look(id_).version
            if began != self._round or self._busy:
                return
            if version and self._inspected.get(id_) != version:
                self._inspected[id_] = version
                found = await self.ask(inspect, id_)
                if isinstance(found, Look) and found.known.version == self._known_look(id_).version:
                    self._show(found)

    async def _check(self, id_: str, width: int) -> None:
        """Check one picture on screen, and paint it if it changed or is not painted at that width."""
        known = self._known_look(id_)
        has = not known.version or (id_, known.version, width) in self._painted
        await self._fresh_looks([id_], width, known if has else KnownLook())

    async def _check_some(self, ids: list[str]) -> int:
        """Check the first of some pictures off screen; return how many were checked."""
        looked = await self._fresh_looks(ids, 0)
        return looked.count if looked else 1

    async def _fresh_looks(self, ids: Iterable[str], width: int, known: KnownLook | None = None) -> CheckedLooks | None:
        """Check some pictures, and take their looks, unless they were checked again meanwhile."""
        if self.reading is None:
            return None
        wanted = tuple((id_, known or self._known_look(id_)) for id_ in ids)
        seconds = 60 if width else _SLICE
        task = LookTask(self.reading.sent, wanted, self.view.strings, width, seconds, self._snapshot)
        began, strings = self._round, self.view.strings
        found = await _answer(self._workers.painting, look, task)
        if isinstance(found, CheckedLooks) and width and any(map(self._is_newly_faulty, found.looks)):
            await asyncio.sleep(_SAVED)
            found = await _answer(self._workers.painting, look, replace(task, snapshot=""))
        if not isinstance(found, CheckedLooks):
            found = CheckedLooks((await self._given_up(task, found),), 1)
        for checked in found.looks:
            if self.faults and self._is_newly_faulty(checked):
                continue  # the files no longer fit the kept project: its faults are reported
            if began >= self._begun.get(checked.id, 0) and strings == self.view.strings:
                self._begun[checked.id] = began
                self._take_look(checked, width)
        return found

    async def _given_up(self, task: LookTask, fault: Fault) -> Look:
        """Return the look of a picture that was given up; it is not tried again until something in it changes."""
        id_, _ = task.wanted[0]
        known = await _answer(self._workers.painting, describe, task)
        before = self.looks.get(id_)
        found = known if isinstance(known, KnownLook) else KnownLook("fault", "fault")
        return Look(id_, found, before.drawing if before else None, (fault,))

    def _take_look(self, found: Look, width: int) -> None:
        """Take the look of a picture, with the earlier findings in its pixels if these are unchanged."""
        if found.png:
            self._keep((found.id, found.known.version, width), found.png)
        before = self.looks.get(found.id)
        is_same = before is not None and (before.known, before.faults) == (found.known, found.faults)
        if before is None or not is_same or before.findings[: len(found.findings)] != found.findings:
            self._inspected.pop(found.id, None)
            self._show(found)

    def _show(self, found: Look) -> None:
        """Keep the look of a picture, and send it if it is new."""
        before, bare = self.looks.get(found.id), replace(found, png=None)
        self.looks[found.id] = bare
        if before is None or look_json(before) != look_json(bare):
            self._emit("look", look=look_json(bare))

    def _keep(self, key: tuple[str, str, int], png: bytes) -> None:
        self._painted[key] = png
        self._painted.move_to_end(key)
        while sum(map(len, self._painted.values())) > _MOST_BYTES:
            self._painted.popitem(last=False)

    def _is_newly_faulty(self, look: Look) -> bool:
        """Return whether a picture has a fault that it did not have before."""
        before = self.looks.get(look.id)
        return bool(look.faults) and before is not None and not before.faults

    def _known_look(self, id_: str) -> KnownLook:
        look = self.looks.get(id_)
        return look.kept if look else KnownLook()


async def _answer(pool: OpenPool[Any], work: Callable[[T], R], task: T) -> R | Fault:
    """Return a worker's result of a task, or why it was given up. A busy worker is not disturbed."""
    try:
        return await asyncio.shield(asyncio.wrap_future(pool.submit(work, task)))
    except Exception as error:  # noqa: BLE001  (any error of the painter is a fault of its picture)
        return pool.fault(error, task)
