"""Check that names which become part of a path are valid on every system, and that language tags exist."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kit.base.errors import Fault, Mark, closest
from kit.model.campaign import Campaign
from kit.project.messages.entry_references import declared
from kit.text.count import hashtags_in
from kit.text.languages.language_names import LANGUAGES, LONGER_CODES

#: The forms of names, versions and languages, of which schemas are made too: what is a part of a path.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: A version without the "v" that its tag begins with.
VERSION = re.compile(r"(?!v\d)[0-9a-z]+([.-][0-9a-z]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: The values of `kit` that become part of a path: their form, a description of it, and an example.
_INFO = {
    "name": (ID, "lower-case letters, digits and single hyphens", "child-safety-first"),
    "version": (VERSION, "digits and lower-case letters with dots between", "1.0.0"),
    "language": (LANGUAGE, "a language tag", "en or pt-BR"),
}
#: Device names of Windows; a folder or file with such a name can't be unpacked there
#: (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
#: What stands for every partner where the id of one may be given.
ALL_PARTNERS = "all"
#: Letters other than those of a-z with a mark, as they are written with these.
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
#: How many characters a name may have, so that paths stay short enough for every system.
MAX_NAME = 48


def info_faults(campaign: Campaign) -> Iterator[Fault]:
    """The values that become part of a path are valid there: the kit's name, its version and its language."""
    for key in _INFO:
        yield from path_part_faults(key, getattr(campaign.kit, key), campaign.document.mark("kit", key))


def hashtag_faults(campaign: Campaign) -> Iterator[Fault]:
    """Each of the kit's hashtags has a form that platforms recognise."""
    for index, written in enumerate(campaign.kit.hashtags):
        if hashtags_in(written) != [written]:
            meant = "#" + "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", written))
            remedy = f'write "{meant}"' if hashtags_in(meant) == [meant] else "write '#' and words without spaces"
            mark = campaign.document.mark("kit", "hashtags", index)
            yield Fault(f"'{written}' is not a valid hashtag", mark, remedy, code="invalid-hashtag")


def path_part_faults(key: str, value: str, mark: Mark | None, example: str | None = None) -> Iterator[Fault]:
    """Yield a fault if a `name`, `version` or `language` of a kit can't be part of a path.

    `example` is a valid one, for the remedy.
    """
    pattern, form, usual = _INFO[key]
    message = f"'{_shortened(value)}' can't be the kit's {key}"
    if not pattern.fullmatch(value):
        remedy = f"{form}, such as {example or usual}"
        remedy = (language_meant(value) if key == "language" else None) or remedy
        yield Fault(message, mark, remedy, code="invalid-path-part")
    elif len(value) > MAX_NAME:
        yield Fault(message, mark, f"use at most {MAX_NAME} characters", code="invalid-path-part")
    elif value.lower() in RESERVED:
        message = f"'{value}' can't be the name of a folder on Windows"
        yield Fault(message, mark, "choose another", code="reserved-path-part")
    elif key == "language" and not is_language(value):
        message, remedy = f"'{value}' is not a known language", language_meant(value) or f"{form}, such as {usual}"
        yield Fault(message, mark, remedy, code="unknown-language")


def id_faults(campaign: Campaign) -> Iterator[Fault]:
    """Ids of messages and extras become file names: lower case, digits, single hyphens, no reserved names."""
    for id_ in declared(campaign, "messages"):
        yield from _file_name_faults(id_, "the name of a message", campaign.document.key_mark("messages", id_))
    for id_ in declared(campaign, "more"):
        yield from _file_name_faults(id_, "the name of one of 'more'", campaign.document.key_mark("more", id_))


def partner_id_faults(id_: str, mark: Mark) -> Iterator[Fault]:
    """The id of a partner becomes part of the name of its kit: lower case, digits, single hyphens, not reserved."""
    yield from _file_name_faults(id_, "the id of a partner", mark)
    if id_ == ALL_PARTNERS:
        message = f"'{id_}' can't be the id of a partner: it stands for all of them, as in `kit build --partner {id_}`"
        yield Fault(message, mark, "choose another name", code="reserved-partner-id")


def plain_name(words: str) -> str:
    """Return some words as a name that can become part of a path; it may be empty."""
    letters = unicodedata.normalize("NFKD", words.lower().translate(_PLAIN)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", letters))[:MAX_NAME].strip("-")


def _file_name_faults(id_: str, what: str, mark: Mark) -> Iterator[Fault]:
    if not ID.fullmatch(id_) or len(id_) > MAX_NAME:
        near = plain_name(id_)
        suggestion = f", such as {near}" if near else ""
        remedy = f"use lower-case letters, digits and single hyphens, at most {MAX_NAME} characters{suggestion}"
        yield Fault(f"'{_shortened(id_)}' can't be {what}", mark, remedy, code="invalid-path-part")
    elif id_ in RESERVED:
        message = f"'{id_}' can't be a file name on Windows"
        yield Fault(message, mark, "choose another name", code="reserved-path-part")


def _shortened(value: str) -> str:
    return f"{value[:MAX_NAME]}…" if len(value) > MAX_NAME else value


#: What may follow the code of a language: a script, a region and variants
#: (https://www.rfc-editor.org/rfc/rfc5646#section-2.1).
_SUBTAGS = re.compile(
    r"([a-z]{4}(-|$))?(([a-z]{2}|\d{3})(-|$))?(([a-z0-9]{5,8}|\d[a-z0-9]{3})(-|$))*(?<!-)", re.IGNORECASE
)
#: The two letters that people use for the United Kingdom, whose code is GB.
_NO_REGION = re.compile(r"-UK\b", re.IGNORECASE)


def is_language(tag: str) -> bool:
    """Return whether a tag names a language that exists, by its shortest code, with a script, a region or variants."""
    primary, _, rest = tag.partition("-")
    known = primary.lower() in LANGUAGES or primary.lower() in LONGER_CODES
    return known and bool(_SUBTAGS.fullmatch(rest)) and not _NO_REGION.search(tag)


def language_meant(written: str) -> str | None:
    """Return a remedy with the tag that a language's name or another code may mean; None without one."""
    tag = _NO_REGION.sub("-GB", written.strip().replace("_", "-"))
    primary, hyphen, rest = tag.partition("-")
    code = primary.lower() if primary.lower() in LANGUAGES else language_called(primary)
    if code is None:
        code, hyphen, rest = _code_in(written), "", ""
    meant = f"{code}{hyphen}{rest}"
    return f"did you mean '{meant}'?" if code and meant != written else None


def language_called(name: str) -> str | None:
    """Return the code of a language by any of its names or other codes; None if there is none."""
    return _codes().get(name.casefold())


def _code_in(written: str) -> str | None:
    """Return the code of a language that some words name, or nearly spell."""
    codes = _codes()
    words = [word for word in re.findall(r"\w{3,}", written.casefold()) if word in codes]
    near = words[-1] if words else closest(written, [name for name in codes if len(name) > 3])  # noqa: PLR2004
    return codes[near] if near else None


def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, names in LANGUAGES.items() for name in names}
