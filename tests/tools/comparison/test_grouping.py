"""Pictures that are grouped by what made them differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.kits import LISTED, manifest

from kit.base.errors import Mark
from kit.tools.comparison.causes import concerns, grouped
from kit.tools.comparison.changes import Cause, FieldChange, PictureChange, ProjectChange, Scope
from kit.tools.comparison.matched_pictures import picture_changes

if TYPE_CHECKING:
    from kit.model.asset import Asset

HEADLINE = Cause("value", "messages.sign.copy.headline", Mark("kit.yaml", 9), "Sign it", "Sign now")
DRAWING = Cause("file", "templates/svg/petition/square.svg")
SIGN = ProjectChange(HEADLINE, Scope(frozenset({"pixels", "alt"}), messages=frozenset({"sign"})))
SQUARE = ProjectChange(DRAWING, Scope(frozenset({"pixels"}), drawings=frozenset({"petition/square.svg"})))
NEWER = (FieldChange("kit", "2.0.0", "2.1.0"),)


def only(old: Asset | None, new: Asset | None) -> PictureChange:
    """Return the one change between two kits of at most a picture each."""
    [change] = picture_changes(*(manifest(*([asset] if asset else [])) for asset in (old, new)))
    return change


REPAINTED = only(LISTED, replace(LISTED, sha256="b", pixels_sha256="2"))
SHARED = only(
    replace(LISTED, message="share", drawing="cover/square.svg"),
    replace(LISTED, message="share", drawing="cover/square.svg", sha256="b", pixels_sha256="2"),
)


def test_pictures_of_the_same_causes_are_together_in_the_order_of_the_causes() -> None:
    twin = replace(REPAINTED, name="sign x/wide")
    both = replace(REPAINTED, name="sign x/tall", new=replace(LISTED, drawing="petition/tall.svg"), old=None)
    groups, unseen = grouped([both, REPAINTED, twin], [SIGN, SQUARE], ())
    assert [(group.causes, [one.name for one in group.pictures]) for group in groups] == [
        ((HEADLINE,), ["sign x/tall"]),
        ((HEADLINE, DRAWING), ["sign x/square", "sign x/wide"]),
    ]
    assert unseen == ()


def test_a_change_that_no_picture_shows_is_told() -> None:
    assert grouped([], [SIGN], ()) == ((), (HEADLINE,))


def test_what_no_change_explains_is_of_other_programs_or_unknown() -> None:
    [group] = grouped([SHARED], [SIGN], NEWER)[0]
    assert group.causes == (Cause("generator", "kit 2.0.0 → 2.1.0"),)
    [group] = grouped([SHARED], [SIGN], ())[0]
    assert group.causes == (Cause("unknown", "drawn from cover/square.svg"),)


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (Scope(frozenset({"pixels"})), True),
        (Scope(frozenset({"caption"})), False),
        (Scope(frozenset({"pixels"}), messages=frozenset({"share"})), False),
        (Scope(frozenset({"pixels"}), placements=frozenset({"x/square"})), True),
        (Scope(frozenset({"pixels"}), placements=frozenset({"x/wide"})), False),
        (Scope(frozenset({"pixels"}), layouts=frozenset({"cover"})), False),
        (Scope(frozenset({"pixels"}), themes=frozenset({"day"})), False),
        (Scope(frozenset({"pixels"}), frame=2), False),
    ],
)
def test_a_change_concerns_pictures_by_what_they_are(scope: Scope, told: bool) -> None:  # noqa: FBT001
    assert concerns(scope, REPAINTED) is told


def test_two_kits_alone_tell_words_by_what_changed_in_them() -> None:
    pictures = [
        only(replace(LISTED, alt=f"{name}: over 82 million"), replace(LISTED, alt=f"{name}: over 83 million"))
        for name in ("One", "Two")
    ]
    [group] = grouped(pictures, None, NEWER)[0]
    assert group.causes == (Cause("manifest", "words of sign", None, "82", "83"),)
    assert len(group.pictures) == 2


def test_a_caption_does_not_explain_pixels() -> None:
    change = only(LISTED, replace(LISTED, caption="Sign now.", sha256="b", pixels_sha256="2"))
    [group] = grouped([change], None, ())[0]
    assert group.causes == (
        Cause("manifest", "caption of sign", None, " ".join(LISTED.caption.split()), "Sign now."),
        Cause("unknown", "drawn from petition/square.svg"),
    )


def test_two_kits_alone_tell_whose_pictures_came_and_went() -> None:
    groups, _ = grouped([only(None, LISTED)], None, ())
    assert [group.causes for group in groups] == [(Cause("manifest", "pictures of sign", status="added"),)]
