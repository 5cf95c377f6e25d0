"""Check the pixels and the files of a built kit: pictures are painted again, within the limits of a build.

Where one can't be painted, the parts of its drawing that make the painter fail are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from kit.base.cache.cache_folder import project_cache
from kit.base.errors import Fault, KitError, OutputError
from kit.base.real_paths import in_chosen_folder
from kit.base.whole_files import read_regular
from kit.compose import Composer
from kit.drawing.images.preparing import embedded
from kit.drawing.svg.engine_input import Original
from kit.judge import PIXEL_RULES, Built, Painted, judge, judge_file, painter_stops
from kit.judge.kit_files import (
    changed_since_built,
    missing_picture,
    summary_differences,
    unbuilt_languages,
    unplanned_pictures,
)
from kit.judge.subjects import out_of_date
from kit.model.artwork import Artboard, Artwork
from kit.model.asset import Asset, EncodedFile
from kit.model.finding import Finding
from kit.model.manifest import KitSummary, Manifest
from kit.model.project import HeldBack, Project
from kit.model.tree import Tree
from kit.paint.effect_pictures import with_pictures
from kit.paint.encode.png import decoded
from kit.paint.grounds import ground_of
from kit.paint.raster.painter import straight
from kit.project.plan import plan
from kit.publish.store.asset_verification import type_differences
from kit.publish.store.contents import (
    MANIFEST,
    MOST_BYTES,
    SUMS,
    Contents,
    digests_of,
    entry_differences,
    folder_contents,
    parse_sums,
    sums_differences,
)
from kit.publish.store.manifest_file import asset_of, parse_manifest
from kit.publish.store.staging import recover
from kit.run.jobs.limits import LIMITS
from kit.run.jobs.pool import run_in_workers, worker_count
from kit.run.pipeline.loading import AnyPath
from kit.run.pipeline.more_files import more_differences
from kit.run.pipeline.open_project import composer_of, rules_off_in, summary_of

#: A picture, and the manifest entries of its files.
_Made = tuple[Artboard, tuple[Asset, ...]]


@dataclass(frozen=True, slots=True)
class _Part:
    """Pictures of one message to check in one process; a single one names its drawing."""

    made: tuple[_Made, ...]
    drawing: str = ""
    size: tuple[int, int] = (0, 0)


def check_built(project: Project, built: AnyPath, only: tuple[str, ...] = ()) -> list[Finding]:
    """Judge the pixels and the files of the kit in a folder, in a process on every core.

    Raises OutputError if there is no kit.
    """
    place = in_chosen_folder(built)
    recover(place.parent.real)
    kit = place.shown
    manifest, (_, unread) = _manifest(kit), folder_contents(kit)
    if unread:
        return list(changed_since_built(unread))  # nothing that waits, never ends or fills the memory is opened
    lacking = lacking_languages(project, manifest)
    project = project.without(lacking)
    unasked: dict[str, list[Asset]] = defaultdict(list)
    for asset in manifest.assets:
        if asset.language not in project.set_aside:
            unasked[asset.stem].append(asset)
    by_message: dict[str, list[_Made]] = defaultdict(list)
    for artboard in plan(project, *only):
        by_message[artboard.message.id].append((artboard, tuple(unasked.pop(artboard.path, ()))))
    parts = [_Part(tuple(made)) for made in by_message.values()]
    findings = [*unbuilt_languages(lacking, manifest.left_out or {}, "warning")]
    findings += [finding for part in _judge_parts(parts, project, kit) for finding in part]
    if not only:
        summaries = _comparable(manifest, project)
        findings += summary_differences(*summaries)
        findings += more_differences(project, manifest, summary_of(project), partial(_read, kit))
        findings += _state_differences(manifest, project)
        findings += unplanned_pictures(asset.path for assets in unasked.values() for asset in assets)
        findings += changed_since_built(_beside(kit, {asset.path: asset for asset in manifest.assets}))
    off = rules_off_in(project)
    return [finding for finding in findings if finding.rule not in off]


def lacking_languages(project: Project, manifest: Manifest) -> tuple[str, ...]:
    """Return the languages that a project still has, and a kit knew of, but in which the kit has no pictures."""
    listed = manifest.languages
    lacking = {*listed.declared} - {*listed.built} if listed else set()
    return tuple(tag for tag in project.languages if tag in lacking - project.set_aside)


def without_known(project: Project, manifest: Manifest) -> tuple[Project, list[HeldBack]]:
    """Return a project as if nothing were held back that a kit was built without, and what that is."""
    listed = manifest.held_back or {}
    known = [held for held in project.held_back if held.message in listed.get(held.language, {})]
    return replace(project, held_back=tuple(held for held in project.held_back if held not in known)), known


def _state_differences(manifest: Manifest, project: Project) -> Iterator[Finding]:
    """Yield a finding for each message of a kit whose translation has another state by now."""
    wanted = (asset for asset in manifest.assets if asset.language not in project.set_aside)
    states = {(asset.message, asset.language): asset.state or "reviewed" for asset in wanted}
    for (message, language), state in states.items():
        if state != project.state_of(language, message):
            yield out_of_date(("state",), f"{message} ({language})")


def _read(kit: Path, name: str) -> bytes | None:
    """Return a file of a kit; None if it can't be read."""
    try:
        return read_regular(kit / name, MOST_BYTES)
    except OSError:
        return None


def _comparable(manifest: Manifest, project: Project) -> tuple[KitSummary, KitSummary]:
    """Return the summary of a kit and what it would be now, both without the languages that are set aside."""
    built, wanted = manifest.kit, summary_of(project)
    if not project.set_aside & built.translations.keys():
        return built, wanted
    kept = {tag: words for tag, words in built.translations.items() if tag not in project.set_aside}
    return replace(built, translations=kept, links=wanted.links), wanted


def _judge_parts(parts: Sequence[_Part], project: Project, kit: Path) -> Iterator[list[Finding]]:
    """Yield the findings in the pictures of each part.

    A part has the time of all its pictures; if it was given up, they are checked one by one.
    """
    longest = max((len(part.made) for part in parts), default=0)
    limits = replace(LIMITS, seconds=LIMITS.seconds * longest)
    judged = run_in_workers(_judge_part, parts, worker_count(None), limits, shared=(project, kit))
    for part, found in zip(parts, judged, strict=True):
        yield _judge_singly(part, project, kit) if isinstance(found, Fault) else found


def _judge_singly(part: _Part, project: Project, kit: Path) -> list[Finding]:
    """Return the findings in the pictures of a part, and why some can't be painted."""
    composer = composer_of(project)
    singles = [_Part((made,), composer.drawing_name(made[0]) or "") for made in part.made]
    findings: list[Finding] = []
    judged = run_in_workers(_judge_part, singles, worker_count(None), LIMITS, shared=(project, kit))
    for single, found in zip(singles, judged, strict=True):
        findings += _unpainted(single, composer, found) if isinstance(found, Fault) else found
    return findings


def _unpainted(part: _Part, composer: Composer, fault: Fault) -> list[Finding]:
    """Return why the only picture of a part can't be painted."""
    ((artboard, _),) = part.made
    drawing = DrawingTask(composer.drawing_for(artboard).path, part.drawing)
    return [Finding("drawing", "error", cause, str(artboard), part.drawing) for cause in with_parts(fault, drawing)]


def _judge_part(part: _Part, project: Project, kit: Path) -> list[Finding]:
    """Return the findings in some pictures of one message."""
    message_judge = _MessageJudge(project, kit)
    findings: list[Finding] = []
    for artboard, entries in part.made:
        try:
            findings += message_judge.judge(message_judge.composer.compose(artboard), entries)
        except KitError:
            continue  # `check_composed` reports why
    return findings


def _manifest(kit: Path) -> Manifest:
    """Return the manifest of a kit. Raises OutputError if it is missing or can't be read."""
    try:
        return parse_manifest(read_regular(kit / MANIFEST, MOST_BYTES))
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

    The pictures themselves are assumed to be as listed: `_MessageJudge` compares them with their entries.
    """
    contents, _ = folder_contents(kit)
    sums = contents.read(SUMS) if SUMS in contents.names else b""
    beside = Contents(tuple(name for name in contents.names if name not in pictures), contents.read)
    listed = parse_sums(sums)
    taken = {path: listed.get(path, asset.sha256) for path, asset in pictures.items()}
    return sums_differences(sums, {**taken, **digests_of(beside)})


class _MessageJudge:
    """The check of one message: equal pictures, shown at the same size and all PNG or all not, are painted once."""

    def __init__(self, project: Project, kit: Path) -> None:
        self.project = project
        self.kit = kit
        self.composer = composer_of(project)
        self.cache = project_cache(project.root)
        self.off = rules_off_in(project)
        self._judged: set[tuple[str, int, bool]] = set()

    def judge(self, artwork: Artwork, entries: Collection[Asset]) -> Iterator[Finding]:
        """Yield the findings in the pixels of a picture, as decoded from its PNG, and in its files."""
        has_palette = not artwork.picture.placement.full_colour
        as_png = has_palette and any(entry.media_type == "image/png" for entry in entries)
        key = (artwork.digest, artwork.picture.placement.shown_width, as_png)
        if key not in self._judged and not self.off.issuperset(PIXEL_RULES):
            self._judged.add(key)
            ground = ground_of(artwork.ground, artwork.parts, self._without_effects)
            whole = ground.under(self._without_effects(embedded(artwork.tree, artwork.parts)))
            painted = Painted(artwork, straight(decoded(whole) if as_png else whole), straight(ground.pixels))
            yield from judge(painted, self.off, PIXEL_RULES)
        if not entries:
            yield missing_picture(artwork.picture)
        for entry in entries:
            unknown = changed_since_built(type_differences(entry), str(artwork.picture))
            yield from tuple(unknown) or self._judge_file(artwork, entry)

    def _without_effects(self, tree: Tree) -> Tree:
        """Return a tree with pictures for its effects."""
        return with_pictures(tree, self.cache)

    def _judge_file(self, artwork: Artwork, entry: Asset) -> Iterator[Finding]:
        wanted = asset_of(artwork, EncodedFile(entry.media_type, b"", None))
        built = Built(self.kit / entry.path, entry, wanted, artwork)
        yield from judge_file(built, self.off)
        with suppress(OSError):  # `judge_file` reports a file that can't be read
            digest = sha256(read_regular(built.path, MOST_BYTES)).hexdigest()
            yield from changed_since_built(entry_differences(entry, digest), built.where)


@dataclass(frozen=True, slots=True)
class DrawingTask:
    """A drawing to paint by itself, within the limits of a picture."""

    path: Path
    drawing: str
    size: tuple[int, int] = (0, 0)


def with_parts(fault: Fault, drawing: DrawingTask) -> tuple[Fault, ...]:
    """Return the fault of a picture that could not be painted, as one for each part that makes the painter fail.

    Returns the fault itself if the painter did not fail, or fails at none of the drawing's parts.
    """
    if fault.code != "picture-failed":
        return (fault,)
    (stops,) = run_in_workers(_stops, [drawing], 1)
    return (fault,) if isinstance(stops, Fault) else tuple(stops) or (fault,)


def _stops(task: DrawingTask) -> list[Fault]:
    with suppress(KitError):
        return painter_stops(Original(task.path))
    return []
