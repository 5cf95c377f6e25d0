"""Path data: what has a letter before every step stays as it is, all else is written out or refused."""

from __future__ import annotations

import time

import pytest

from kit.drawing.svg.source.values import full_path, path_steps


@pytest.mark.parametrize(
    "data",
    [
        "M1 2L3 4Z",
        "m 1,2 l -3.5 .5 h 4 v-1e2 z",
        "M0 0C1 2 3 4 5 6s1 2,3 4Q1 2 3 4T5-6M9 9z",
        "M1.5.5L2\t3\n",
    ],
)
def test_path_data_with_a_letter_before_every_step_stays_as_it_is(data: str) -> None:
    assert full_path(data) == data


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ("M1 2 3 4", "M1 2L3 4"),
        ("m1 2l3 4 5 6", "m1 2l3 4l5 6"),
        (" M1 2L3 4", "M1 2L3 4"),
        ("M0 0a5 5 0 0110 0", "M0 0a5 5 0 0 1 10 0"),
        ("M0 0c1 2 3 4 5 6 1 2 3 4 5 6", "M0 0c1 2 3 4 5 6c1 2 3 4 5 6"),
        ("", ""),
        ("M007 05L5.e1 1", "M7.0 5.0L50.0 1"),
    ],
)
def test_a_run_of_steps_is_written_out(data: str, written: str) -> None:
    assert full_path(data) == written


@pytest.mark.parametrize(
    "data", ["M1 2L3", "M1 2L3 4 5", "M1 2C1 2 3 4 5", "M1 2Z3", "L1 2", "M1 2L", "M1 2L3 x", "M1 2L3\v4", "M1 2H"]
)
def test_path_data_that_does_not_come_out_even_can_not_be_read(data: str) -> None:
    assert full_path(data) is None


def test_long_path_data_is_read_in_a_time_that_grows_with_its_length() -> None:
    began = time.process_time()
    assert full_path("M0 0" + "L1 2" * 50_000) is not None
    assert full_path("M0 0" + "L1 2" * 50_000 + "L3") is None
    assert time.process_time() - began < 2


def test_steps_that_one_has_changed_are_not_changed_for_the_next() -> None:
    steps = path_steps("M0 0L3 4Z")
    before = list(steps)
    steps.clear()
    assert path_steps("M0 0L3 4Z") == before != []
