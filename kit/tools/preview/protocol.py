"""What the processes of a preview send each other, and what they send the page, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kit.base.errors import Fault, line_with_caret
from kit.model.finding import Finding
from kit.model.project import TestCopy


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture of the plan, as the page lists it: `id` is its path in the kit, `name` its name in messages.

    `size` is in px, `shown_width` in CSS px as people see it, `shape` is that of drawings.
    """

    id: str
    name: str
    message: str
    layout: str
    placement: str
    role: str
    shape: str
    language: str
    theme: str
    size: tuple[int, int]
    shown_width: int


@dataclass(frozen=True, slots=True)
class SentProject:
    """A project as sent to workers: pickled, with a key that changes with anything in it."""

    key: str
    project: bytes


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A project to read, as that of a `partner`'s kit if one is given, unless its key would be the `known` one.

    It is read in some `languages`, as for `kit.load`; or in a `chosen` one, if it has that, and its own.
    """

    spec: Path
    languages: tuple[str, ...] = ("own",)
    chosen: str = ""
    known: str = ""
    partner: str | None = None
    drawing: str = ""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project that was read: its pictures in order, the folders of its images, all its languages and those read."""

    sent: SentProject
    title: str
    entries: tuple[Entry, ...]
    folders: tuple[Path, ...]
    languages: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """The result of reading a project: it was read, or has faults, or neither if it is the known one.

    It is read without a language that has faults, if there was no earlier project whose pictures can stay.

    `snapshot` is a digest of every file of it, drawings and fonts too: while it is the same, no picture changes.
    """

    snapshot: str
    reading: ReadProject | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownLook:
    """The known state of a picture: digests of what decides its looks, of the lines it is written in, and of itself.

    If `places` is empty, the lines do not matter.
    """

    looks: str = ""
    places: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class LookTask:
    """Pictures to check, by id, each with its known state; with `strings` of pseudo-copy if that is not None.

    Those that changed are painted `width` px wide, or not at all if that is 0. `seconds` limits the time: the rest is
    not checked. Files are those of the `snapshot`; without one they are read again.
    """

    sent: SentProject
    wanted: tuple[tuple[str, KnownLook], ...]
    strings: TestCopy | None = None
    width: int = 0
    seconds: float = 60.0
    snapshot: str = ""
    drawing: str = ""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class UsedPair:
    """Two roles whose difference carries meaning in pictures of a theme and a layout, with their colours."""

    roles: tuple[str, str]
    colours: tuple[str, str]
    theme: str
    layout: str


@dataclass(frozen=True, slots=True)
class CampaignTask:
    """A campaign to check, whose pictures use some pairs of roles."""

    sent: SentProject
    pairs: tuple[UsedPair, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The current look of a picture: its findings, its pixels as PNG if requested, and its pairs of roles.

    A picture that can't be composed has `faults` and no version.
    """

    id: str
    known: KnownLook
    drawing: str | None = None
    faults: tuple[Fault, ...] = ()
    findings: tuple[Finding, ...] = ()
    png: bytes | None = None
    pairs: tuple[UsedPair, ...] = ()

    @property
    def kept(self) -> KnownLook:
        """Its known state: the lines that it is written in matter only if there are findings."""
        return self.known if self.faults or self.findings else replace(self.known, places="")


@dataclass(frozen=True, slots=True)
class CheckedLooks:
    """Pictures that changed, and how many were checked."""

    looks: tuple[Look, ...]
    count: int


#: The most characters of a line that fit beside a picture.
_NEAR = 34


def pictures_json(reading: ReadProject | None) -> dict[str, Any]:
    """Return the pictures of a project in order; none if it has not been read yet."""
    if reading is None:
        return {"title": "", "entries": [], "languages": [], "shown": []}
    entries = [asdict(entry) for entry in reading.entries]
    return {"title": reading.title, "entries": entries, "languages": reading.languages, "shown": reading.shown}


def look_json(look: Look) -> dict[str, Any]:
    """Return the look of a picture: its version, empty if it can't be made, and its findings."""
    found = faults_json(look.faults) + findings_json(look.findings)
    return {"id": look.id, "version": look.known.version, "drawing": look.drawing or "", "found": found}


def faults_json(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Return the faults of a project."""
    return [_fault_json(fault, "error", "") for fault in faults]


def findings_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return findings."""
    return [_fault_json(finding.fault, finding.severity, finding.rule) for finding in findings]


def _fault_json(fault: Fault, severity: str, rule: str) -> dict[str, str]:
    """Return a fault as one text, and in parts: message, place, line with a caret, in full and shortened, remedy."""
    mark = fault.mark if fault.mark and fault.mark.snippet.strip() else None
    return {
        "severity": severity,
        "rule": rule,
        "code": fault.code,
        "text": str(fault),
        "message": fault.message,
        "place": str(fault.mark or ""),
        "line": "\n".join(line_with_caret(mark)) if mark else "",
        "near": "\n".join(line_with_caret(mark, _NEAR)) if mark else "",
        "remedy": fault.remedy,
    }
