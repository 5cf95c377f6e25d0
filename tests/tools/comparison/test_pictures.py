"""Pictures of two kits that are matched by what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.kits import LISTED, manifest

from kit.tools.comparison.changes import FieldChange, PixelChange
from kit.tools.comparison.matched_pictures import _aspects, engine_changes, kit_changes, measured, picture_changes

if TYPE_CHECKING:
    from kit.tools.comparison.changes import PictureChange

OTHER = replace(LISTED, path="en/x/share-square-64x64.png", message="share")


def changed(**fields: Any) -> list[PictureChange]:  # noqa: ANN401  (any field of the manifest)
    """Return what differs when some fields of the one picture do."""
    return list(picture_changes(manifest(LISTED), manifest(replace(LISTED, **fields))))


def test_the_same_kit_does_not_differ() -> None:
    assert changed() == []


def test_what_is_in_one_kit_only_was_added_or_removed() -> None:
    [added] = picture_changes(manifest(LISTED), manifest(LISTED, OTHER))
    assert (added.status, added.name, added.old, added.new) == ("added", "share x/square", None, OTHER)
    [removed] = picture_changes(manifest(LISTED, OTHER), manifest(LISTED))
    assert (removed.status, removed.name, removed.old, removed.new) == ("removed", "share x/square", OTHER, None)


def test_a_picture_is_the_same_under_another_name_and_in_another_format() -> None:
    [change] = changed(path="en/x/sign-square-64x64.jpg", media_type="image/jpeg", sha256="b")
    assert change.status == "changed"
    assert change.aspects == {"path", "pixels"}


def test_words_are_told_field_by_field() -> None:
    [change] = changed(alt="Text: Sign now.", caption="Sign now.")
    assert change.aspects == {"alt", "caption"}
    assert change.fields == (
        FieldChange("caption", LISTED.caption, "Sign now."),
        FieldChange("alt", LISTED.alt, "Text: Sign now."),
    )


def test_bytes_count_only_where_nothing_that_is_seen_differs() -> None:
    assert [change.aspects for change in changed(sha256="b")] == [{"file"}]
    assert [change.aspects for change in changed(sha256="b", caption="Other")] == [{"caption"}]


def test_other_bytes_of_a_picture_with_losses_are_other_pixels_until_they_were_compared() -> None:
    old, new = (replace(LISTED, media_type="image/jpeg", sha256=digest) for digest in "ab")
    assert {*_aspects(old, new)} == {"pixels"}


def test_pixels_that_do_not_differ_after_all_leave_the_bytes() -> None:
    [change] = changed(sha256="b", pixels_sha256="2")
    assert change.aspects == {"pixels"}
    assert measured(change, None).aspects == {"file"}
    assert not measured(change, None).is_seen
    pixels = PixelChange(1, 4096, 9, (0, 0, 1, 1))
    assert measured(change, pixels) == replace(change, pixels=pixels)


def test_a_page_to_print_belongs_to_its_preview() -> None:
    page = replace(LISTED, path="en/x/sign-square-64x64.pdf", media_type="application/pdf", pixels_sha256=None)
    [change] = picture_changes(manifest(LISTED, page), manifest(LISTED, replace(page, sha256="b")))
    assert change.aspects == {"page"}
    assert change.new == LISTED
    [alone] = picture_changes(manifest(page), manifest(replace(page, sha256="b")))
    assert alone.aspects <= {"page", "file"}


def test_entries_that_a_manifest_lists_under_one_identity_are_told_apart() -> None:
    twin = replace(LISTED, path="en/x/sign-square-64x64-again.png")
    [change] = picture_changes(manifest(LISTED, twin), manifest(LISTED, replace(twin, alt="Other")))
    assert change.name == "sign x/square 2"


def test_the_language_is_named_where_there_are_several() -> None:
    german = replace(LISTED, path="de/x/sign-square-64x64.png", language="de")
    [change] = picture_changes(manifest(LISTED), manifest(LISTED, german))
    assert change.name == "sign x/square de"


def test_what_the_kit_says_of_itself_and_what_made_it_is_compared() -> None:
    old, new = manifest(LISTED), manifest(LISTED, version="1.1.0", engines={"kit": "3.0.0", "pillow": "13.0.0"})
    assert kit_changes(old.kit, new.kit) == (FieldChange("version", "1.0.0", "1.1.0"),)
    assert engine_changes(old, new) == (FieldChange("kit", "2.0.0", "3.0.0"),)
