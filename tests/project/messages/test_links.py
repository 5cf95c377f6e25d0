"""Addresses lead over https to a host that is listed and looks like no other, and pictures show where they lead."""

from __future__ import annotations

import pytest

from kit.base.errors import Mark
from kit.project.messages.links import address_faults, shown_faults

MARK = Mark("kit.yaml", 1)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://www.change.org/a", "address-without-https"),
        ("www.change.org/a", "address-without-https"),
        ("javascript:alert(1)", "address-without-https"),
        ("https://someone@www.change.org/a", "address-with-user-or-port"),
        ("https://@www.change.org/a", "address-with-user-or-port"),
        ("https://www.change.org:443/a", "address-with-user-or-port"),
        ("https://www.change.org\\@elsewhere.org/a", "address-with-user-or-port"),
        ("https://www.change.org:99999/a", "malformed-address"),
        ("https://[www.change.org/a", "malformed-address"),
        ("https://www.change.org/a b", "address-not-encoded"),
        ("https://www.change.org/ä", "address-not-encoded"),
        ("https://www.change.org/%zz", "address-not-encoded"),
        ("https://www.change.org/<a>", "address-not-encoded"),
        ("https://www.change.org/../a", "address-with-dot-segment"),
        ("https://www.change.org/a/.", "address-with-dot-segment"),
        ("https://www.change.org/%2E%2e", "address-with-dot-segment"),
        ("https://change.org/a", "host-not-listed"),
        ("https://www.change.org.elsewhere.org/a", "host-not-listed"),
        ("https://elsewhere-www.change.org/a", "host-not-listed"),
        ("https:///a", "address-without-host"),
        ("https://localhost/a", "invalid-host"),
    ],
)
def test_an_address_that_may_lead_elsewhere_is_refused(url: str, code: str) -> None:
    [fault] = address_faults(url, ["www.change.org"], MARK)
    assert (fault.code, fault.mark) == (code, MARK)
    assert fault.remedy


@pytest.mark.parametrize(
    "url", ["https://www.change.org/a?b=c#d", "https://www.change.org/a..b/...", "https://www.change.org"]
)
def test_an_address_of_a_listed_host_is_taken(url: str) -> None:
    assert address_faults(url, ["www.change.org"], MARK) == []


def test_any_host_is_taken_where_none_are_listed() -> None:
    assert address_faults("https://elsewhere.org/a", None, MARK) == []
    assert [fault.code for fault in address_faults("https://elsewhere.org/a", [], MARK)] == ["host-not-listed"]


@pytest.mark.parametrize(
    ("shown", "codes"),
    [
        ("change.org/petition", []),
        ("www.change.org/petition", []),
        ("https://www.change.org/petition", []),
        ("Change.org/petition/", []),
        ("change.org/petition?from=a", []),
        ("change.org", ["shown-address-differs"]),
        ("change.org/Petition", ["shown-address-differs"]),
        ("chаnge.org/petition", ["shown-address-differs"]),
        ("missingkids.org/petition", ["shown-address-differs"]),
        ("", ["shown-address-differs"]),
    ],
)
def test_pictures_show_the_address_that_a_link_leads_to(shown: str, codes: list[str]) -> None:
    found = list(shown_faults(shown, "https://www.change.org/petition?from=a", MARK))
    assert [fault.code for fault in found] == codes
    assert all("'change.org/petition'" in fault.remedy for fault in found)
