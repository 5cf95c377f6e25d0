"""What slots are for: the one table of them, and what is asked of it."""

from __future__ import annotations

from kit.model.slot import (
    COPY_SLOTS,
    DERIVED_SLOTS,
    FIGURE_SLOTS,
    IMAGE_SLOTS,
    KIT_SLOTS,
    SLOT_KINDS,
    SLOTS,
    WORD_SLOTS,
)


def test_slots_are_grouped_by_what_fills_them_and_what_they_hold() -> None:
    assert COPY_SLOTS == ("kicker", "headline", "support", "note", "button")
    assert {*FIGURE_SLOTS} == {"qualifier", "number", "unit", "counts", "chart"}
    assert (KIT_SLOTS, IMAGE_SLOTS) == (("sender", "help"), ("photo", "logo"))
    assert {*SLOTS} - {*WORD_SLOTS} == {"qr", "chart", "logo", "photo"}
    assert (*COPY_SLOTS, *DERIVED_SLOTS) == tuple(SLOTS)


def test_no_two_slots_have_one_name_or_one_place_in_the_reading_order_but_for_the_parts_of_a_figure() -> None:
    assert [kind.name for kind in SLOT_KINDS] == [*SLOTS]
    places = [kind.reading for kind in SLOT_KINDS if kind.name not in {"qualifier", "unit", "counts"}]
    assert sorted(places) == [*range(len(places))]
    ranks = [(kind.level, kind.rank) for kind in SLOT_KINDS if kind.level]
    assert len(set(ranks)) == len(ranks)


def test_words_are_read_from_the_page_number_to_the_source() -> None:
    parts_of_figures = {"qualifier", "unit", "counts"}
    assert sorted({*WORD_SLOTS} - parts_of_figures, key=lambda name: SLOTS[name].reading) == [
        "page", "kicker", "number", "headline", "support", "note", "button", "address", "sender", "help", "source",
    ]  # fmt: skip


def test_each_level_is_compared_by_the_first_of_its_slots_that_a_picture_has() -> None:
    ranked = sorted(SLOTS.values(), key=lambda kind: (kind.level, kind.rank))
    assert [[kind.name for kind in ranked if kind.level == level] for level in (1, 2, 3, 4)] == [
        ["headline", "number", "unit", "qualifier"],
        ["support", "counts", "kicker", "note"],
        ["address", "button", "sender", "help"],
        ["source"],
    ]


def test_every_slot_of_copy_has_an_example_and_every_slot_of_words_has_sample_words() -> None:
    assert [name for name in COPY_SLOTS if not SLOTS[name].example] == []
    assert [name for name in WORD_SLOTS if not SLOTS[name].sample] == []
