"""Hold the language of a kit to tags of languages that exist (BCP 47, https://www.rfc-editor.org/rfc/rfc5646)."""

from __future__ import annotations

import re

from kit.errors import closest
from kit.model.languages import LANGUAGES

#: The two letters that people take for a code of the United Kingdom, which is GB.
_NO_REGION = re.compile(r"-UK\b", re.IGNORECASE)


def is_language(tag: str) -> bool:
    """Tell whether a tag whose form is right names a language that exists, by its shortest code.

    Codes of three letters are taken but for those that have a shorter one.
    """
    primary = tag.partition("-")[0].lower()
    known = primary in LANGUAGES or (len(primary) > 2 and language_called(primary) is None)  # noqa: PLR2004  (letters)
    return known and not _NO_REGION.search(tag)


def language_meant(written: str) -> str | None:
    """Return a remedy that names the tag which may be meant by a language that is named otherwise; None without one."""
    tag = _NO_REGION.sub("-GB", written.strip().replace("_", "-"))
    primary, hyphen, rest = tag.partition("-")
    code = primary.lower() if primary.lower() in LANGUAGES else language_called(primary)
    if code is None:
        code, hyphen, rest = _code_in(written), "", ""
    return f"did you mean '{code}{hyphen}{rest}'?" if code else None


def language_called(name: str) -> str | None:
    """Return the code of a language by any of its names or other codes; None where there is none."""
    return _codes().get(name.casefold())


def _code_in(written: str) -> str | None:
    """Return the code of a language that some words name, or that is spelt almost as they are."""
    codes = _codes()
    words = [word for word in re.findall(r"\w{3,}", written.casefold()) if word in codes]
    near = words[-1] if words else closest(written, [name for name in codes if len(name) > 3])  # noqa: PLR2004
    return codes[near] if near else None


def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, names in LANGUAGES.items() for name in names}
