"""The simulation of many workers: what must hold whatever the figures, and which of them decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.cluster import table as cluster_table
from bench.many_workers import ASSUMED, Batch, simulated, table

#: A batch of 50 pictures of 100 ms and 100 kB.
BATCH = Batch(50, 5.0, 5_000_000, 200)
#: No scheduling, no network, no losses.
FREE = replace(ASSUMED, scheduling=0.0, bandwidth=1e18, request=0.0, lost=0.0)


def test_without_anything_else_the_work_is_divided_by_the_workers() -> None:
    one = simulated([BATCH], 100_000, 1, FREE)
    assert one.hours == pytest.approx(100_000 * 0.1 / 3600)
    assert simulated([BATCH], 100_000, 100, FREE).hours == pytest.approx(one.hours / 100)
    assert one.working == pytest.approx(1)


def test_a_scheduler_that_is_full_decides_however_many_workers_there_are() -> None:
    slow = replace(FREE, scheduling=0.5)
    few, many = (simulated([BATCH], 100_000, count, slow) for count in (100, 900))
    assert few.hours == pytest.approx(2000 * 0.5 / 3600, rel=0.01)
    assert many.hours == pytest.approx(few.hours, rel=0.01)
    assert few.scheduling == pytest.approx(1, rel=0.01)
    assert few.working < 0.2


def test_files_are_sent_within_the_bandwidth_of_a_worker_and_a_request_at_a_time() -> None:
    thin = simulated([BATCH], 100_000, 100, replace(FREE, bandwidth=1e6))
    assert thin.hours == pytest.approx(simulated([BATCH], 100_000, 100, FREE).hours * 2)
    far = simulated([BATCH], 100_000, 100, replace(FREE, request=0.1))
    assert far.hours == pytest.approx(simulated([BATCH], 100_000, 100, FREE).hours * 2)


def test_lost_workers_cost_what_they_had_begun() -> None:
    lossy = simulated([BATCH], 1_000_000, 100, replace(FREE, lost=10))
    assert lossy.redone > 100
    assert lossy.batches == 5_000
    assert lossy.hours > simulated([BATCH], 1_000_000, 100, FREE).hours


def test_the_same_figures_give_the_same_table() -> None:
    assert table([BATCH], [10_000], 10) == table([BATCH], [10_000], 10)
    assert "| 10,000 | 10 | 200 |" in table([BATCH], [10_000], 10)


def test_efficiency_is_that_of_two_workers_over_twice_one() -> None:
    times = {("pool", 1): 100.0, ("pool", 2): 50.0, ("cluster", 1): 100.0, ("cluster", 2): 62.5}
    text = cluster_table(times, 2000)
    assert "| pool | 100.0 | 50.0 | 25.0 | 100% |" in text
    assert "reaches 0.80 of the pool's efficiency, and takes 1.25 of its time" in text
