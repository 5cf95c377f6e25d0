"""Where a licence can be read: every Creative Commons licence of version 4.0, written out."""

from __future__ import annotations

import pytest

from kit.content.licence import licence_url

#: https://creativecommons.org/share-your-work/cclicenses/
ADDRESSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@pytest.mark.parametrize(("licence", "address"), ADDRESSES.items())
def test_every_licence_of_creative_commons_has_its_address(licence: str, address: str) -> None:
    assert licence_url(licence) == address


@pytest.mark.parametrize(
    "licence",
    ["", "MIT", "CC BY", "CC BYE 4.0", "CC SA 4.0", "CC BY-SA-NC 4.0", "CC BY-ND-SA 4.0", "cc by 4.0", "Ask us"],
)
def test_no_address_is_made_up_for_another_licence(licence: str) -> None:
    assert licence_url(licence) is None
