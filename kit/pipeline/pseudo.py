"""Pseudo-copy in the place of a campaign's words, so that drawings are judged for languages before any exists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from kit.content.catalogue import sentences
from kit.errors import Fault, SpecError, did_you_mean
from kit.model.project import PseudoCopy

if TYPE_CHECKING:
    from kit.model.project import Project


def with_pseudo_copy(project: Project, kind: PseudoCopy) -> Project:
    """Return a project whose pictures are in pseudo-copy: `long`, half as long again, or `rtl`, from right to left.

    What is built of it is called so, lies in a folder of its own, and is never taken for the kit. Raises SpecError for
    another kind.
    """
    if kind not in get_args(PseudoCopy):
        remedy = did_you_mean(kind, get_args(PseudoCopy))
        raise SpecError(Fault(f"there is no pseudo-copy '{kind}'", None, remedy, code="unknown-pseudo-copy"))
    info = project.campaign.kit
    title = sentences(info.language)["picture"]["pseudo_copy"].format(title=info.title)
    named = replace(info, name=f"pseudo-{kind}", title=title)
    only = project.in_language(info.language)
    return replace(only, campaign=replace(project.campaign, kit=named), pseudo=kind)
