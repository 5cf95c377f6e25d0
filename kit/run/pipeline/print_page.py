"""The page to print of a picture, and the date of its file, which never depends on the day of the build."""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import TYPE_CHECKING

from kit.base.errors import Fault, SpecError
from kit.model.asset import PrintPage

if TYPE_CHECKING:
    from kit.model.campaign import Campaign
    from kit.model.picture import Picture


#: px per inch of a picture for screens (https://www.w3.org/TR/css-values-4/#absolute-lengths).
_PX_PER_INCH, _MM_PER_INCH = 96, 25.4
_VARIABLE = "SOURCE_DATE_EPOCH"
#: The last second that a date can have.
_LAST = 253_402_300_799


def page_for(picture: Picture, date: dt.datetime) -> PrintPage | None:
    """Return the page of a picture whose placement has a sheet."""
    sheet = picture.placement.sheet
    return PrintPage(sheet.trim, sheet.bleed, date) if sheet else None


def page_of_screen(picture: Picture, date: dt.datetime) -> PrintPage:
    """Return a page without bleed and crop marks, the size of a picture on a screen."""
    width, height = (side / _PX_PER_INCH * _MM_PER_INCH for side in picture.placement.size)
    return PrintPage((width, height), 0, date, marks=False)


def file_date(campaign: Campaign) -> dt.datetime:
    """Return the date of a kit's files: SOURCE_DATE_EPOCH if that is set, else midnight of the kit's date, in UTC.

    Raises SpecError if the variable is not a number of seconds (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    seconds = os.environ.get(_VARIABLE, "")
    if not seconds:
        return dt.datetime.combine(campaign.kit.date, dt.time(), dt.UTC)
    if not re.fullmatch("[0-9]{1,12}", seconds) or int(seconds) > _LAST:
        message = f"the variable {_VARIABLE} is not a number of seconds: '{seconds}'"
        raise SpecError(
            Fault(message, None, "unset it, or give the seconds since 1970 in digits", code="invalid-source-date-epoch")
        )
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)
