"""A host is a name of the domain name system that looks like no other."""

from __future__ import annotations

import pytest

from kit.base.errors import Mark
from kit.project.messages.links import address_faults, host_fault

MARK = Mark("kit.yaml", 1)


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("2130706433", "numeric-host"),
        ("0x7f.1", "numeric-host"),
        ("0X7F", "numeric-host"),
        ("127.0.0.1", "numeric-host"),
        ("127.0.0.1.", "numeric-host"),
        ("[::1]", "numeric-host"),
        ("www.change.org:", "invalid-host"),
        ("www.change.org.", "invalid-host"),
        ("WWW.change.org", "invalid-host"),
        ("localhost", "invalid-host"),
        ("change-.org", "invalid-host"),
        ("-change.org", "invalid-host"),
        (f"{'a' * 64}.org", "invalid-host"),
        (f"{'.'.join(['a' * 60] * 4)}.change.org", "invalid-host"),
        ("www.chаnge.org", "host-of-mixed-scripts"),
        ("xn--chnge-5ve.org", "host-of-mixed-scripts"),
        ("www.change.orɡ", "host-outside-ascii"),
        ("bücher.org", "host-outside-ascii"),
    ],
)
def test_a_host_is_a_name_that_looks_like_no_other(host: str, code: str) -> None:
    fault = host_fault(host, MARK)
    assert fault
    assert (fault.code, fault.mark) == (code, MARK)
    assert fault.remedy
    for listed in (["www.change.org", host], None):
        assert address_faults(f"https://{host}/a", listed, MARK) == [fault]


@pytest.mark.parametrize(
    "host",
    [
        "www.change.org", "xn--bcher-kva.org", "xn--e1afmkfd.org", "xn--p8j9a0d9c9a.org", "a1.org",
        "xn--5ek238p.org", f"{'a' * 63}.org",
    ],
)  # fmt: skip
def test_a_host_of_scripts_that_are_written_together_is_taken(host: str) -> None:
    assert host_fault(host, MARK) is None


def test_the_remedy_for_other_letters_is_punycode_that_is_taken() -> None:
    fault = host_fault("bücher.org", MARK)
    assert fault
    assert "'xn--bcher-kva.org'" in fault.remedy
    assert host_fault("xn--bcher-kva.org", MARK) is None
