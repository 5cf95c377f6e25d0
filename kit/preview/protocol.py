"""What the processes of a preview send each other, and what the page is sent, in values that JSON holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.base.errors import line_with_caret

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.finding import Finding
    from kit.model.project import TestCopy


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture of the plan, as the page lists it: `id` is its path in the kit, `name` how messages call it.

    `size` is px, `shown_width` CSS px as people see it, `shape` one that drawings have.
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
class Held:
    """A project as it is sent to workers: pickled, under a key that another has when anything in it differs."""

    key: str
    project: bytes


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A project to read, unless it is `known` under the key that it would have."""

    spec: Path
    known: str = ""
    drawing: str = ""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project that was read: its root, its pictures in their order, and the folders in which its images lie."""

    held: Held
    title: str
    entries: tuple[Entry, ...]
    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a project: it was read, or is at fault, or neither where it is the one that is known.

    `pulse` is a digest of every file of it, drawings and fonts too: while it is the same, nothing looks otherwise.
    """

    pulse: str
    reading: ReadProject | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownLook:
    """What is known of a picture: digests of what decides its looks, of the lines it is written in, and of itself.

    Where `places` is empty, it does not matter in which lines it is written.
    """

    looks: str = ""
    places: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class LookTask:
    """Pictures to look at, by id, each with what is known of it; as `strings` of pseudo-copy where that is not None.

    Those that look otherwise are painted `width` px wide, or not where that is 0. `seconds` is how long to look: what
    is left then is not looked at. Files are as they are at the `pulse`; without one they are looked at anew.
    """

    held: Held
    wanted: tuple[tuple[str, KnownLook], ...]
    strings: TestCopy | None = None
    width: int = 0
    seconds: float = 60.0
    pulse: str = ""
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
    """A campaign to judge, whose pictures use some pairs of roles."""

    held: Held
    pairs: tuple[UsedPair, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture looks now, what is found in it, its pixels as PNG if they were asked for, and its pairs of roles.

    One that can't be composed has `faults` and no version.
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
        """What is to be known of it: the lines that it is written in matter only where something was found."""
        return self.known if self.faults or self.findings else replace(self.known, places="")


@dataclass(frozen=True, slots=True)
class Looked:
    """Pictures that look otherwise than what was known of them, and how many were looked at."""

    looks: tuple[Look, ...]
    count: int


#: The most characters of a line that fit beside a picture.
_NEAR = 34


def said_of_reading(reading: ReadProject | None) -> dict[str, Any]:
    """Return the pictures of a project in their order; none of one that was not read yet."""
    if reading is None:
        return {"title": "", "entries": []}
    return {"title": reading.title, "entries": [asdict(entry) for entry in reading.entries]}


def said_of_look(look: Look) -> dict[str, Any]:
    """Return how a picture looks: its version, nothing for one that can't be made, and what is found in it."""
    faults = [_said_of_fault(fault, "error", "") for fault in look.faults]
    found = faults + said_of_findings(look.findings)
    return {"id": look.id, "version": look.known.version, "drawing": look.drawing or "", "found": found}


def said_of_faults(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Return what is wrong with a project."""
    return [_said_of_fault(fault, "error", "") for fault in faults]


def said_of_findings(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return what the rules find."""
    return [_said_of_fault(finding.fault, finding.severity, finding.rule) for finding in findings]


def _said_of_fault(fault: Fault, severity: str, rule: str) -> dict[str, str]:
    """Return a fault in one text, and in parts: what, where, its line with a caret, whole and what is near, remedy."""
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
