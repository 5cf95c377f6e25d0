"""The scripts of characters: values of the property Script, as ISO 15924 codes (https://www.unicode.org/reports/tr24/)."""

from __future__ import annotations

from fontTools.unicodedata import script as script_of
from fontTools.unicodedata import script_name

#: Values that many scripts share, such as that of digits, and that of unassigned characters.
SHARED_SCRIPTS, UNKNOWN_SCRIPT = frozenset(("Zyyy", "Zinh")), "Zzzz"

__all__ = ["SHARED_SCRIPTS", "UNKNOWN_SCRIPT", "script_name", "script_of"]
