"""Judge a kit as a whole: it holds the pictures that `kit.yaml` asks for, and says of itself what `kit.yaml` says."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from kit.checks.finding import BUILD_AGAIN, out_of_date
from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.manifest import KitSummary
    from kit.model.picture import Picture


def summary_differences(built: KitSummary, wanted: KitSummary) -> Iterator[Finding]:
    """Yield a finding that names what a kit says as a whole and `kit.yaml` says otherwise now.

    `built` is from the manifest of the kit, `wanted` what it would be now. A site that only the manifest names was
    given to the build, and is no difference.
    """
    names = [field.name for field in fields(wanted) if field.name != "unknown"]
    stale = [name for name in names if getattr(built, name) != getattr(wanted, name)]
    if wanted.site is None and "site" in stale:
        stale.remove("site")
    if stale:
        yield out_of_date(stale)


def missing_picture(picture: Picture) -> Finding:
    """Return the finding that the manifest of a kit has no file of a picture."""
    fault = Fault(f"{picture.path} is missing in the kit", None, BUILD_AGAIN, code="picture-missing")
    return Finding("manifest", "error", fault, str(picture))


def pictures_not_asked_for(paths: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each file of a picture that no message of `kit.yaml` makes."""
    for path in paths:
        sentence = f"{path} is in the kit, and `kit.yaml` asks for no such picture"
        yield Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="picture-not-asked-for"))


def changed_since_built(differences: Iterable[Finding], where: str = "") -> Iterator[Finding]:
    """Yield how files differ from their sums and entries as findings of the rule `manifest`, which a build mends."""
    for finding in differences:
        fault = replace(finding.fault, remedy=BUILD_AGAIN)
        yield replace(finding, rule="manifest", fault=fault, where=where)
