"""What an invalid value may mean: a date, a number, a yes or no, or a weight in another spelling."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from decimal import Decimal

from kit.base.errors import closest
from kit.model.slot import SLOTS

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY, _NAME, _YEAR = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?", r"(?P<b>[A-Za-z]{3,9})\.?", r"(?P<y>\d{4})"
#: Forms of dates: the year first, the day first, and with the name of a month.
_DATES = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)",
        rf"{_YEAR}[-/. ](?P<m>\d{{1,2}})(?:[-/. ](?P<d>\d{{1,2}}))?(?:[T ].*)?",
        rf"(?P<d>\d{{1,2}})\. ?(?P<m>\d{{1,2}})\. ?{_YEAR}",
        rf"(?P<m>\d{{1,2}})[-/.]{_YEAR}",
        rf"(?:{_DAY} )?{_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY},? {_YEAR}",
    )
)
#: Two numbers before a year, of which either may be the day.
_EITHER = re.compile(rf"(\d{{1,2}})[-/](\d{{1,2}})[-/]{_YEAR}")
_POWERS = {"thousand": 3, "million": 6, "millions": 6, "billion": 9, "k": 3, "m": 6, "mio": 6, "bn": 9, "mrd": 9}
#: No number of a campaign has more digits.
_NUMBER = re.compile(r"(-?\d{1,15}(?:\.\d{1,6})?) ?([a-z]*)\.?")
_YES, _NO = ("yes", "ye", "y", "yep", "ja", "oui", "si", "sí", "tak"), ("no", "n", "nope", "nein", "non", "nie")
#: The names of weights (https://learn.microsoft.com/typography/opentype/spec/os2#usweightclass).
_WEIGHTS = {
    "thin": 100, "extralight": 200, "light": 300, "regular": 400, "normal": 400, "book": 400, "medium": 500,
    "semibold": 600, "demibold": 600, "bold": 700, "extrabold": 800, "black": 900, "heavy": 900,
}  # fmt: skip

#: Other names of the roles of placements and of the slots of copy.
_ROLES = {
    "post": "feed", "posts": "feed", "square": "feed", "portrait": "feed", "landscape": "feed", "reel": "story",
    "reels": "story", "stories": "story", "status": "story", "preview": "link", "card": "link", "og": "link",
    "banner": "header", "cover": "header", "signature": "email", "letterhead": "email", "newsletter": "email",
    "meeting": "background", "zoom": "background", "avatar": "frame", "ring": "frame", "profile": "frame",
    "poster": "print", "flyer": "print", "leaflet": "print",
}  # fmt: skip
_SLOTS = {alias: name for name, kind in SLOTS.items() for alias in kind.aliases}


def date_meant(written: str) -> str | None:
    """Return the day, month or year that a text means, in ISO 8601; None if that is not certain."""
    text = written.strip()
    if either := _EITHER.fullmatch(text):
        first, second, year = (int(part) for part in either.groups())
        pairs = {(first, second), (second, first)}
        found = [_iso(year, month, day) for month, day in pairs]
        certain = list(filter(None, found))
        return certain[0] if len(certain) == 1 else None
    match = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    if match is None:
        return None
    parts = match.groupdict()
    month = _MONTHS.index(parts["b"][:3].lower()) + 1 if str(parts.get("b"))[:3].lower() in _MONTHS else parts.get("m")
    return _iso(int(parts["y"]), int(month), int(parts["d"]) if parts.get("d") else None) if month else None


def impossible_day(written: str) -> str:
    """Return what makes a well-formed date impossible, such as 30 February; nothing for others."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", written.strip())
    if not match:
        return ""
    year, month = int(match[1]), int(match[2])
    if not 1 <= month <= len(_MONTHS):
        return f"there is no month {match[2]}"
    last = monthrange(year, month)[1] if year else 0
    return f"{match[1]}-{match[2]} has {last} days" if match[3] and not 1 <= int(match[3]) <= last else ""


def number_meant(written: str) -> str | None:
    """Return the whole number that a text means, in digits; None if that is not certain."""
    text = re.sub(r"(?<=\d)[,.'\u2019\u00a0\u202f _](?=\d{3}(?!\d))", "", written.strip().lower())
    match = _NUMBER.fullmatch(text)
    if match is None or (match[2] and match[2] not in _POWERS):
        return None
    number = Decimal(match[1]).scaleb(_POWERS.get(match[2], 0))
    return f"{number:.0f}" if number == number.to_integral_value() else None


def truth_meant(written: str) -> str | None:
    """Return the yes or no that a text means; None if that is not certain."""
    word = written.strip().lower()
    return "yes" if word in _YES else "no" if word in _NO else None


def role_meant(written: str) -> str | None:
    """Return the role of placements that people also call by this name."""
    return _ROLES.get(written.strip().lower())


def slot_meant(written: str) -> str | None:
    """Return the slot of copy that people also call by this name."""
    return _SLOTS.get(written.strip().lower())


def weight_meant(written: str) -> str | None:
    """Return the weight, or the range of weights, that a text means; None if that is not certain."""
    if weights := re.fullmatch(r"(\d{3})\s*(?:-|\u2013|to|\.\.)\s*(\d{3})", written.strip()):
        return f"[{weights[1]}, {weights[2]}]"
    name = closest(re.sub(r"[\s_-]", "", written.lower()), _WEIGHTS)
    return str(_WEIGHTS[name]) if name else None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        found = dt.date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return found if day else found[:7]
