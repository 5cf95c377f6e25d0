"""Run the rules over a whole project: over what is composed, and over the files of a kit that was built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kit.build.plan import matches, plan
from kit.build.publish import recover
from kit.captions import caption_for
from kit.checks import judge, rules_off
from kit.checks.scan import scan_findings
from kit.compose import Composer
from kit.errors import Fault, KitError, OutputError
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.project import Project


def check_composed(project: Project, only: str | None = None) -> list[Finding]:
    """Compose every artboard and return what the rules find."""
    composer = Composer(project)
    off = rules_off(project.campaign)
    findings: list[Finding] = []
    for artboard in plan(project, only):
        try:
            findings += judge(composer.compose(artboard), off)
        except KitError as error:
            findings += [Finding("drawing", "error", fault, str(artboard)) for fault in error.faults]
        findings += caption_for(artboard, project.campaign)[1]
    return findings


def check_built(project: Project, out: Path, only: str | None = None) -> list[Finding]:
    """Judge the pictures of the kit that lies in a folder; a PDF is judged by its preview.

    Raises OutputError when there is no kit.
    """
    recover(out)
    info = project.campaign.kit
    kit = out / f"{info.name}-{info.version}"
    try:
        manifest = json.loads((kit / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutputError(Fault(f"there is no kit in {kit}", None, "run `kit build` first")) from error
    paths = {artboard.path for artboard in plan(project) if only is None or matches(artboard, only)}
    findings: list[Finding] = []
    for asset in manifest["assets"]:
        if asset["path"].rpartition(".")[0] in paths and asset["media_type"].startswith("image/"):
            findings += _scanned(kit, asset, project.placements[asset["placement"]].shown_width)
    return findings


def _scanned(kit: Path, asset: Mapping[str, Any], shown_width: int) -> list[Finding]:
    try:
        return scan_findings(kit / asset["path"], asset, shown_width)
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is missing or damaged
        fault = Fault(f"{asset['path']} can't be read as a picture: {error}", None, "run `kit build` again")
        return [Finding("qr-scan", "error", fault, f"{asset['message']} {asset['placement']}")]
