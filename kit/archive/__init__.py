"""Kits as zips: written in one canonical form, and verified against what they say of themselves.

Nothing is ever unpacked: a zip is judged where it lies, and one that is not canonical is not looked into.
"""

from kit.archive.canonical import DosTime, dos_time, zip_parts
from kit.archive.contents import CLUTTER, MANIFEST, SUMS, Contents, folder_contents
from kit.archive.manifest import sums_of
from kit.archive.verify import verify

__all__ = [
    "CLUTTER",
    "MANIFEST",
    "SUMS",
    "Contents",
    "DosTime",
    "dos_time",
    "folder_contents",
    "sums_of",
    "verify",
    "zip_parts",
]
