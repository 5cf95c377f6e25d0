"""The kit on disk: made in a staging folder, published as a whole, written as canonical zips, and verified.

Nothing is ever unpacked: a zip is checked in place, and one that isn't canonical is not read any further.
"""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.publish.store.contents import (
        MANIFEST,
        REPORT,
        SUMS,
        Contents,
        digests_of,
        folder_contents,
        format_sums,
        parse_sums,
        sums_of_folder,
    )
    from kit.publish.store.verification import verify
    from kit.publish.store.zip_files import DosTime, dos_time, zip_parts
else:  # type checkers would accept any name
    __getattr__ = names_on_demand(
        "kit.publish.store",
        {
            "contents": "MANIFEST REPORT SUMS Contents digests_of folder_contents format_sums parse_sums "
            "sums_of_folder",
            "verification": "verify",
            "zip_files": "DosTime dos_time zip_parts",
        },
    )

__all__ = [
    "MANIFEST",
    "REPORT",
    "SUMS",
    "Contents",
    "DosTime",
    "digests_of",
    "dos_time",
    "folder_contents",
    "format_sums",
    "parse_sums",
    "sums_of_folder",
    "verify",
    "zip_parts",
]
