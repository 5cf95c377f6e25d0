"""Run the rules over a whole project: over what is composed, and over the files of a kit that was built."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from kit.checks import CAMPAIGN_RULES, COMPOSED_RULES, FILE_RULES, PIXEL_RULES, RULES, Built, Painted, judge, rules_off
from kit.checks.whole_kit import summary_differences
from kit.compose import Composer, background
from kit.content import review, turned_off
from kit.content.summary import summarise
from kit.errors import Fault, KitError, OutputError
from kit.jobs import default_jobs, parallel_map
from kit.model.asset import EncodedFile
from kit.model.finding import Finding
from kit.project.plan import chosen, plan
from kit.raster import paint
from kit.store import MANIFEST, SUMS, Contents, digests_of, folder_contents, parse_sums
from kit.store.manifest import asset_of, parse_manifest
from kit.store.staging import recover

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from kit.checks import Rule
    from kit.model.artwork import Artboard, Artwork
    from kit.model.asset import Asset
    from kit.model.manifest import Manifest
    from kit.model.project import Project
    from kit.pipeline.loading import AnyPath

    #: A picture, and what the manifest says of its files.
    _Made = tuple[Artboard, tuple[Asset, ...]]

#: From so many messages on, starting worker processes takes less time than it saves.
WORTH_SHARING = 5


def check(
    project: Project, *, built: AnyPath | None = None, as_of: dt.date | None = None, only: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """Judge a campaign and its pictures by the rules and, where a kit was built, the pixels and files in its folder.

    The campaign is read as on a day, by default its own date. Of the pictures that any of some globs names, or of all.
    Raises SpecError when there are no pictures or a rule is turned off that does not exist, OutputError when no kit
    lies in the folder.
    """
    composed = check_composed(project, only, as_of)
    return (*composed, *(check_built(project, Path(built), only) if built else ()))


def rules() -> tuple[Rule, ...]:
    """Return the rules that a check judges by; `name` turns one off in `kit.yaml`, `asks` says what it looks for."""
    return tuple(RULES.values())


def check_composed(project: Project, only: tuple[str, ...] = (), day: dt.date | None = None) -> list[Finding]:
    """Review the campaign as it reads on a day, by default the kit's own, compose every artboard and judge it."""
    campaign, composer = project.campaign, Composer(project)
    off = rules_off(turned_off(campaign))
    findings = list(judge(review(campaign, day), off, CAMPAIGN_RULES))
    for artboard in chosen(project, *only):
        try:
            findings += judge(composer.compose(artboard), off, COMPOSED_RULES)
        except KitError as error:
            findings += [Finding("drawing", "error", fault, str(artboard)) for fault in error.faults]
    return findings


def check_built(project: Project, kit: Path, only: tuple[str, ...] = (), jobs: int | None = None) -> list[Finding]:
    """Judge the pixels and the files of the kit in a folder, in some processes, by default one a core.

    Raises OutputError when there is no kit.
    """
    recover(kit.parent)
    manifest = _manifest(kit)
    assets = manifest.assets
    unasked = {asset.path: asset for asset in assets}
    by_message: dict[str, list[_Made]] = defaultdict(list)
    for artboard in plan(project, *only):
        own = tuple(unasked.pop(path) for path in [*unasked] if path.rpartition(".")[0] == artboard.path)
        by_message[artboard.message.id].append((artboard, own))
    parts = [(project, kit, tuple(made)) for made in by_message.values()]
    few = len(parts) < WORTH_SHARING
    findings = [f for found in parallel_map(_judge_part, parts, 1 if few else jobs or default_jobs()) for f in found]
    if not only:
        findings += summary_differences(manifest.kit, summarise(project.campaign, project.placements))
        findings += [_unasked(path) for path in unasked]
        findings += _beside(kit, {asset.path for asset in assets})
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


def _beside(kit: Path, pictures: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for every file that is none of the pictures and is not as `SHA256SUMS` lists it."""
    listed = parse_sums((kit / SUMS).read_bytes()) if (kit / SUMS).is_file() else {}
    contents, _ = folder_contents(kit)
    beside = Contents(tuple(name for name in contents.names if name not in pictures), contents.read)
    found = digests_of(beside)
    for name in sorted(found.keys() | listed.keys() - set(pictures)):
        if found.get(name) != listed.get(name):
            yield Finding("manifest", "error", _differs(name, listed=name in listed, found=name in found))


def _differs(name: str, *, listed: bool, found: bool) -> Fault:
    """Return the fault of a file that is not as `SHA256SUMS` lists it."""
    again = "run `kit build` again"
    if not found:
        return Fault(f"{name} is missing", None, again, code="listed-file-missing")
    if not listed:
        return Fault(f"{name} is not of the kit", None, again, code="file-not-listed")
    return Fault(f"{name} is changed", None, again, code="digest-differs")


def _unasked(path: str) -> Finding:
    fault = Fault(
        f"{path} is in the kit, and `kit.yaml` asks for no such picture",
        None,
        "run `kit build` again",
        code="picture-not-asked-for",
    )
    return Finding("manifest", "error", fault)


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
            painted = Painted(artwork, paint(artwork.svg), paint(background(artwork)))
            yield from judge(painted, self.off, PIXEL_RULES)
        if not entries:
            fault = Fault(
                f"{artwork.picture.path} is missing in the kit", None, "run `kit build` again", code="picture-missing"
            )
            yield Finding("manifest", "error", fault, str(artwork.picture))
        for entry in entries:
            yield from self._judge_file(artwork, entry)

    def _judge_file(self, artwork: Artwork, entry: Asset) -> list[Finding]:
        file = EncodedFile(entry.media_type, b"", None)
        wanted = asset_of(artwork, file)
        built = Built(self.kit / entry.path, entry, wanted, artwork)
        try:
            return list(judge(built, self.off, FILE_RULES))
        except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is missing or damaged
            fault = Fault(f"{entry.path} can't be read: {error}", None, "run `kit build` again", code="file-unreadable")
            return [Finding("format", "error", fault, built.where)]
