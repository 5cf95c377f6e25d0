"""A value of the wrong kind: what is said to be wanted, for every kind of error that a YAML value can come to."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from kit.base.document import parse_yaml
from kit.model.campaign import Face, KitInfo, Message
from kit.model.placement import KeepOut, Placement
from kit.model.statistic import Statistic
from kit.project.validate import WANTED, validate

DATE = "a date such as 2020-12-01"
#: The type of pydantic's error, what is validated, one line of YAML, and what the value must be, not is.
CASES = [
    ("string_type", KitInfo, "title: [Child, Safety]", "words, not a list"),
    ("int_type", Statistic, "of: [90]", "a whole number, not a list"),
    ("int_parsing", Statistic, "of: ninety", "a whole number, not 'ninety'"),
    ("int_parsing", Statistic, "of: 90.5", "a whole number, not '90.5'"),
    ("int_parsing_size", Statistic, f"of: {'9' * 4301}", f"a whole number, not '{'9' * 40}…'"),
    ("float_type", Face, "optical_size: [8, {to: 60}]", "a number, not a mapping"),
    ("float_parsing", Face, "optical_size: [8, sixty]", "a number, not 'sixty'"),
    ("bool_type", Statistic, "people: [yes]", "yes or no, not a list"),
    ("bool_parsing", Statistic, "people: perhaps", "yes or no, not 'perhaps'"),
    ("date_type", KitInfo, "date: {year: 2020}", f"{DATE}, not a mapping"),
    ("date_from_datetime_parsing", KitInfo, "date: 2020-13-01", f"{DATE}, not '2020-13-01'"),
    ("date_from_datetime_parsing", KitInfo, "date: 1 December 2020", f"{DATE}, not '1 December 2020'"),
    ("date_from_datetime_inexact", KitInfo, "date: 2020-12-01 10:00", f"{DATE}, not '2020-12-01 10:00'"),
    ("tuple_type", KitInfo, "hosts: www.change.org", "a list, not 'www.change.org'"),
    ("too_long", Face, "optical_size: [8, 60, 72]", "a list of at most 2, not a list"),
    ("too_long", KeepOut, "box: [0, 0, 90, 90, 1]", "a list of at most 4, not a list"),
    ("dict_type", Message, "copy: Keep it on.", "a mapping (key: value lines), not 'Keep it on.'"),
    ("dict_type", Placement, "sources: [guide]", "a mapping (key: value lines), not a list"),
    ("dataclass_type", Message, "caption: Please sign.", "a mapping (key: value lines), not 'Please sign.'"),
]
IDS = [f"{name}-{line.partition(':')[0]}" for name, _, line, _ in CASES]


@pytest.mark.parametrize(("name", "kind", "line", "wanted"), CASES, ids=IDS)
def test_a_value_of_the_wrong_kind_is_told_what_is_wanted(
    name: str, kind: type[object], line: str, wanted: str
) -> None:
    document = parse_yaml(line, "kit.yaml", lambda _: [])
    _, faults = validate(kind, document.value, document, ())
    said = [fault for fault in faults if " must be " in fault.message]
    assert [fault.message.partition(" must be ")[2] for fault in said] == [wanted]
    assert said[0].mark is not None
    assert (said[0].mark.line, said[0].mark.snippet) == (1, line)
    assert said[0].remedy
    assert name in error_types(kind, document.value)


def error_types(kind: type[object], value: object) -> set[str]:
    """Return what pydantic calls the errors of a value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return {error["type"] for error in caught.value.errors()}


def test_every_kind_of_error_is_held_to_a_value() -> None:
    assert {name for name, _, _, _ in CASES} == set(WANTED)
