"""The table of licences: names, addresses and identifiers, those of Creative Commons written out."""

from __future__ import annotations

import pytest

from kit.base.licence import LICENCES, find_licence
from kit.project.catalogue import sentences

#: https://creativecommons.org/share-your-work/cclicenses/
ADDRESSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC BY-NC-ND 2.0": "https://creativecommons.org/licenses/by-nc-nd/2.0/",
    "CC BY-NC-ND 1.0": "https://creativecommons.org/licenses/by-nd-nc/1.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@pytest.mark.parametrize(("name", "address"), ADDRESSES.items())
def test_every_licence_of_creative_commons_has_its_address(name: str, address: str) -> None:
    licence = find_licence(name)
    assert licence is not None
    assert (licence.name, licence.url) == (name, address)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("cc by 4.0", "CC BY 4.0"),
        ("CC-BY-4.0", "CC BY 4.0"),
        (" CC  BY  4.0 ", "CC BY 4.0"),
        ("CC BY NC SA 3.0", "CC BY-NC-SA 3.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/licenses/by/4.0/deed.de", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by/4.0/legalcode", "CC BY 4.0"),
        ("cc0", "CC0 1.0"),
        ("OGL-UK-3.0", "Open Government Licence 3.0"),
        ("all rights reserved.", "All rights reserved"),
    ],
)
def test_a_licence_is_known_by_each_of_its_usual_names(written: str, name: str) -> None:
    licence = find_licence(written)
    assert licence is not None
    assert licence.name == name


@pytest.mark.parametrize(
    "written",
    ["", "-", "CC BY", "CC BYE 4.0", "CC SA 4.0", "CC BY-SA-NC 4.0", "CC BY-ND-SA 4.0", "CC BY 5.0", "Ask"],
)
def test_no_licence_is_made_up(written: str) -> None:
    assert find_licence(written) is None


def test_no_two_licences_share_a_name() -> None:
    names = [(name, licence) for licence in LICENCES for name in licence.names]
    assert len(names) > len(LICENCES) > 0
    assert [(name, licence) for name, licence in names if find_licence(name) != licence] == []


def test_the_terms_of_every_licence_have_their_sentences() -> None:
    said = sentences("en")["documents"]["licence"]["terms"]
    assert {term for licence in LICENCES for term in licence.terms} | {"unknown"} == set(said)


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("CC BY 4.0", {"credit"}),
        ("CC BY-NC 4.0", {"credit", "non_commercial"}),
        ("CC BY-SA 4.0", {"credit", "share_alike"}),
        ("CC BY-ND 4.0", {"credit", "unchanged"}),
        ("CC BY-NC-ND 3.0", {"credit", "non_commercial", "unchanged"}),
    ],
)
def test_a_licence_of_creative_commons_asks_what_its_letters_say(name: str, terms: set[str]) -> None:
    """https://creativecommons.org/share-your-work/cclicenses/."""
    licence = find_licence(name)
    assert licence
    assert set(licence.terms) == terms
