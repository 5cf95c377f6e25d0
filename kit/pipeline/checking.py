"""Run the rules over a whole project: over what is composed, and over the files of a kit that was built."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kit.checks import (
    CAMPAIGN_RULES,
    COMPOSED_RULES,
    PIXEL_RULES,
    RULES,
    Built,
    Painted,
    judge,
    judge_file,
    rules_off,
)
from kit.checks.whole_kit import changed_since_built, missing_picture, pictures_not_asked_for, summary_differences
from kit.compose import Composer, background
from kit.content import review, role_pairs, turned_off
from kit.content.summary import summarise
from kit.errors import Fault, KitError, OutputError
from kit.images import embedded
from kit.jobs import parallel_map, worker_count
from kit.model.asset import EncodedFile
from kit.model.finding import Finding
from kit.project.plan import chosen, globs, plan
from kit.raster import paint
from kit.store import MANIFEST, SUMS, Contents, digests_of, folder_contents, parse_sums
from kit.store.asset_verification import type_differences
from kit.store.manifest import asset_of, parse_manifest
from kit.store.staging import recover
from kit.store.sums import entry_differences, sums_differences
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from kit.checks import Rule
    from kit.model.artwork import Artboard, Artwork
    from kit.model.asset import Asset
    from kit.model.manifest import Manifest
    from kit.model.project import Project
    from kit.model.review import RolePair
    from kit.pipeline.loading import AnyPath
    from kit.project.plan import Globs

    #: A picture, and what the manifest says of its files.
    _Made = tuple[Artboard, tuple[Asset, ...]]

#: From so many messages on, starting worker processes takes less time than it saves.
WORTH_SHARING = 5


@system_errors_told("the kit was checked")
def check(
    project: Project, *, built: AnyPath | None = None, as_of: dt.date | None = None, only: Globs = ()
) -> tuple[Finding, ...]:
    """Judge a campaign and its pictures by the rules and, where a kit was built, the pixels and files in its folder.

    The campaign is read as on a day, by default its own date. Of the pictures that a glob, or any of several, names, or
    of all. Raises SpecError when there are no pictures or a rule is turned off that does not exist, OutputError when no
    kit lies in the folder.
    """
    wanted = globs(only)
    composed = check_composed(project, wanted, as_of)
    return (*composed, *(check_built(project, Path(built), wanted) if built else ()))


def rules() -> tuple[Rule, ...]:
    """Return the rules that a check judges by, each with what it `requires`; `kit.yaml` turns one off by its `name`."""
    return tuple(RULES.values())


def check_composed(project: Project, only: tuple[str, ...] = (), day: dt.date | None = None) -> list[Finding]:
    """Review the campaign as it reads on a day, by default the kit's own, compose every artboard and judge it."""
    campaign, composer = project.campaign, Composer(project)
    off = rules_off(turned_off(campaign))
    findings: list[Finding] = []
    pairs: dict[RolePair, None] = {}
    for artboard in chosen(project, *only):
        try:
            artwork = composer.compose(artboard)
        except KitError as error:
            findings += [
                Finding("drawing", "error", fault, str(artboard), composer.drawing_name(artboard))
                for fault in error.faults
            ]
            continue
        findings += judge(artwork, off, COMPOSED_RULES)
        pairs |= dict.fromkeys(role_pairs(artwork, project))
    return [*judge(review(campaign, day, pairs), off, CAMPAIGN_RULES), *findings]


def check_built(project: Project, kit: Path, only: tuple[str, ...] = (), jobs: int | None = None) -> list[Finding]:
    """Judge the pixels and the files of the kit in a folder, in some processes, by default one a core.

    Raises OutputError when there is no kit.
    """
    recover(kit.parent)
    manifest = _manifest(kit)
    unasked = {asset.path: asset for asset in manifest.assets}
    by_message: dict[str, list[_Made]] = defaultdict(list)
    for artboard in plan(project, *only):
        own = tuple(unasked.pop(path) for path in [*unasked] if path.rpartition(".")[0] == artboard.path)
        by_message[artboard.message.id].append((artboard, own))
    parts = [(project, kit, tuple(made)) for made in by_message.values()]
    workers = worker_count(jobs) if len(parts) >= WORTH_SHARING else 1
    findings = [finding for found in parallel_map(_judge_part, parts, workers) for finding in found]
    if not only:
        findings += summary_differences(manifest.kit, summarise(project.campaign, project.placements))
        findings += pictures_not_asked_for(unasked)
        findings += changed_since_built(_beside(kit, {asset.path: asset for asset in manifest.assets}))
    off = rules_off(turned_off(project.campaign))
    return [finding for finding in findings if finding.rule not in off]


def _judge_part(part: tuple[Project, Path, tuple[_Made, ...]]) -> list[Finding]:
    """Return what the rules find in the pictures of one message."""
    project, kit, made = part
    message_judge = _MessageJudge(project, kit)
    findings: list[Finding] = []
    for artboard, entries in made:
        try:
            findings += message_judge.judge(message_judge.composer.compose(artboard), entries)
        except KitError:
            continue  # `check_composed` says why
    return findings


def _manifest(kit: Path) -> Manifest:
    """Return the manifest of a kit. Raises OutputError when there is none that can be read."""
    try:
        return parse_manifest((kit / MANIFEST).read_bytes())
    except OSError as error:
        raise OutputError(
            Fault(f"there is no kit in {kit}", None, "run `kit build` first", code="kit-missing")
        ) from error
    except ValueError as error:
        fault = Fault(
            f"the {MANIFEST} in {kit} can't be read: {error}", None, "run `kit build` again", code="manifest-unreadable"
        )
        raise OutputError(fault) from error


def _beside(kit: Path, pictures: Mapping[str, Asset]) -> Iterator[Finding]:
    """Yield how the files beside the pictures differ from `SHA256SUMS`, and which pictures it does not list.

    The pictures, by path, are taken to be as listed: `_MessageJudge` compares them with their entries.
    """
    sums = (kit / SUMS).read_bytes() if (kit / SUMS).is_file() else b""
    contents, _ = folder_contents(kit)
    beside = Contents(tuple(name for name in contents.names if name not in pictures), contents.read)
    listed = parse_sums(sums)
    taken = {path: listed.get(path, asset.sha256) for path, asset in pictures.items()}
    return sums_differences(sums, {**taken, **digests_of(beside)})


class _MessageJudge:
    """The judging of one message: pictures that are equal, and shown equally large, are painted once."""

    def __init__(self, project: Project, kit: Path) -> None:
        self.project = project
        self.kit = kit
        self.composer = Composer(project)
        self.off = rules_off(turned_off(project.campaign))
        self._judged: set[tuple[str, int]] = set()

    def judge(self, artwork: Artwork, entries: Collection[Asset]) -> Iterator[Finding]:
        """Yield what the rules find in the pixels of a picture and in its files."""
        key = (artwork.digest, artwork.picture.placement.shown_width)
        if key not in self._judged and not self.off.issuperset(PIXEL_RULES):
            self._judged.add(key)
            painted = Painted(
                artwork, *(paint(embedded(svg, artwork.parts)) for svg in (artwork.svg, background(artwork)))
            )
            yield from judge(painted, self.off, PIXEL_RULES)
        if not entries:
            yield missing_picture(artwork.picture)
        for entry in entries:
            unknown = changed_since_built(type_differences(entry), str(artwork.picture))
            yield from tuple(unknown) or self._judge_file(artwork, entry)

    def _judge_file(self, artwork: Artwork, entry: Asset) -> Iterator[Finding]:
        wanted = asset_of(artwork, EncodedFile(entry.media_type, b"", None))
        built = Built(self.kit / entry.path, entry, wanted, artwork)
        yield from judge_file(built, self.off)
        with suppress(OSError):  # `judge_file` says so of a file that can't be read
            digest = sha256(built.path.read_bytes()).hexdigest()
            yield from changed_since_built(entry_differences(entry, digest), built.where)
