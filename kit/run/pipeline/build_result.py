"""What a build reports: what was made, what failed and why, the languages left out, the findings, and the time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.base.errors import Fault
from kit.judge import ARTWORK_RULES, COMPOSED_RULES, Rule
from kit.model.artwork import Artboard
from kit.model.asset import Asset
from kit.model.finding import Finding, Severity
from kit.model.project import HeldBack, Project, TestCopy
from kit.project.folders import LOCALES


@dataclass(frozen=True, slots=True)
class Failure:
    """A picture that was not made: the name of its artboard, every reason, and the chosen drawing.

    `drawing` is the file below `templates/svg`, None if a drawing to choose from can't be read; `language` is that of
    the picture.
    """

    where: str
    path: str
    faults: tuple[Fault, ...]
    drawing: str | None = None
    language: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every reason as a finding."""
        return tuple(Finding("", "error", fault, self.where, self.drawing) for fault in self.faults)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A language that a kit was published without, and the errors that keep it out; at least one."""

    language: str
    findings: tuple[Finding, ...]

    @property
    def reason(self) -> str:
        """The first error in one line, with its place, and how many others there are."""
        first = self.findings[0]
        where = f"{first.where}: " if first.where else ""
        line, more = str(first.fault).splitlines()[0], len(self.findings) - 1
        return f"{where}{line}" + (f" (and {more} more)" if more else "")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One build.

    `seconds` has the time of each stage, summed over the workers, and `took` the total time; `composed` and `painted`
    count pictures that did not come from the cache, `peak_bytes` is the peak memory of a worker; `kept` has the new
    places of files that users had put into the replaced kit; `pseudo` is the kind of pseudo-copy, if any. `warnings`
    has warnings, errors in the campaign itself, which stop only `pack`, and advice if the campaign asks for it.
    `left_out` are the languages that have errors, and `held_back` the messages of others with one in words that are
    outdated. `languages` are those that were made, `unbuilt` the others of the
    campaign that the caller did not want, and `gone` those that only the replaced kit had. `stored` is the address of
    the kit's record, if it is in an object store; there is no `folder` then.
    """

    folder: Path
    assets: tuple[Asset, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[Finding, ...]
    composed: int
    painted: int
    seconds: Mapping[str, float]
    took: float
    peak_bytes: int
    published: bool
    kept: tuple[Path, ...] = ()
    pseudo: TestCopy | None = None
    left_out: tuple[LeftOut, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    languages: tuple[str, ...] = ()
    unbuilt: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    stored: str = ""


def report_json(failures: Iterable[Failure]) -> bytes:
    """Return `report.json`, schema 1: each picture that failed, with its drawing and every reason as text."""
    rows = [
        {"picture": f.where, "path": f.path, "drawing": f.drawing, "reasons": [str(fault) for fault in f.faults]}
        for f in failures
    ]
    return (json.dumps({"schema": 1, "failures": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def rules_of_pictures(project: Project) -> Mapping[str, Rule]:
    """Return the rules that check every composed picture of a project.

    For pseudo-copy these are only rules about drawing: nobody wrote its words.
    """
    return ARTWORK_RULES if project.pseudo else COMPOSED_RULES


@dataclass(slots=True)
class Judgements:
    """The failures of a build and its other findings, in the order in which they were found."""

    failures: list[Failure] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def note(self, artboard: Artboard, drawing: str | None, findings: Iterable[Finding]) -> None:
        """Collect the findings in a picture; an error makes it fail."""
        noted = list(findings)
        self.warnings += [finding for finding in noted if finding.severity != "error"]
        errors = tuple(finding.fault for finding in noted if finding.severity == "error")
        if errors:
            self.fail(artboard, drawing, errors)

    def fail(self, artboard: Artboard, drawing: str | None, faults: Sequence[Fault]) -> None:
        """Note why a picture failed, and its drawing if known."""
        self.failures.append(Failure(str(artboard), artboard.path, tuple(faults), drawing, artboard.language))


def broken_languages(project: Project) -> tuple[LeftOut, ...]:
    """Return the languages of a project whose translations have faults, so that no picture can be made in them."""
    return tuple(
        LeftOut(language.language, tuple(Finding("kit-yaml", "error", fault) for fault in language.faults))
        for language in project.broken
    )


def held_back_findings(held_back: Iterable[HeldBack], severity: Severity = "error") -> list[Finding]:
    """Return a finding for each message that is held back in a language."""
    return [Finding("kit-yaml", severity, message.fault, message.where) for message in held_back]


def why_held_back(held_back: Iterable[HeldBack]) -> dict[str, dict[str, str]]:
    """Return why messages are held back, each in one line with its place, by language and id."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for message in sorted(held_back, key=lambda message: (message.language, message.message)):
        found[message.language][message.message] = str(message.fault).splitlines()[0]
    return dict(found)


def take_left_out(project: Project, judged: Judgements, made: Collection[str]) -> tuple[LeftOut, ...]:
    """Return the languages that errors keep out of a kit, of those in which pictures were `made`, and the broken ones.

    Errors in the pictures or the words of a language move from the judgements to it. If pictures in the language of
    `kit.yaml` failed too, or nothing would be left, there is no kit, and they stay.
    """
    errors: dict[str, list[Finding]] = defaultdict(list)
    for failure in judged.failures:
        errors[failure.language] += failure.findings
    files = {f"{LOCALES}/{tag}.yaml": tag for tag in project.translations}
    of_words = [finding for finding in judged.warnings if finding.severity == "error" and _file(finding) in files]
    for finding in of_words:
        errors[files[_file(finding)]].append(finding)
    if project.campaign.kit.language in errors or not {*made} - errors.keys():
        return broken_languages(project)
    judged.failures.clear()
    judged.warnings[:] = [finding for finding in judged.warnings if finding not in of_words]
    failed = [LeftOut(tag, tuple(found)) for tag, found in errors.items()]
    return tuple(sorted([*broken_languages(project), *failed], key=lambda language: language.language))


def _file(finding: Finding) -> str:
    """Return the file that a finding is in; empty without one."""
    return finding.fault.mark.file if finding.fault.mark else ""
