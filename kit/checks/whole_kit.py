"""Judge a kit as a whole: whether `kit.yaml` still says of it what it said when the kit was built."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from kit.checks.finding import out_of_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.finding import Finding
    from kit.model.manifest import KitSummary


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
