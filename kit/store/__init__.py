"""Kits as zips: written in one canonical form, and verified against what they say of themselves.

Nothing is ever unpacked: a zip is judged where it lies, and one that is not canonical is not looked into.
"""

from kit.store.contents import CLUTTER, MANIFEST, SUMS, Contents, folder_contents
from kit.store.manifest import sums_of
from kit.store.verification import verify
from kit.store.zip_format import DosTime, dos_time, zip_parts

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
