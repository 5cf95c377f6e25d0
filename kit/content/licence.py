"""Where a licence can be read: the one place that knows the addresses of Creative Commons."""

from __future__ import annotations

import re

_SITE = "https://creativecommons.org"
_CC0 = "CC0 1.0"
#: Their short names, such as `CC BY-NC-SA 4.0`: what is asked, then the version.
_SHORT_NAME = re.compile(r"CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)")


def licence_url(licence: str) -> str | None:
    """Return the address of a Creative Commons licence by its short name (https://creativecommons.org/licenses/).

    Return None for every other licence.
    """
    if licence == _CC0:
        return f"{_SITE}/publicdomain/zero/1.0/"
    found = _SHORT_NAME.fullmatch(licence)
    return f"{_SITE}/licenses/{found[1].lower()}/{found[2]}/" if found else None
