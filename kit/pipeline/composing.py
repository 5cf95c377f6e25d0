"""Compose the pictures of a build, and judge them before any is painted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.checks import CAMPAIGN_RULES, REFUSING_RULES, judge
from kit.compose import Composer
from kit.content import review, role_pairs
from kit.errors import KitError
from kit.pipeline.judgements import rules_of_pictures
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kit.errors import Fault
    from kit.model.artwork import Artboard, Artwork
    from kit.model.project import Project
    from kit.pipeline.judgements import Judgements


def compose_all(
    project: Project, artboards: Sequence[Artboard], off: Collection[str], judged: Judgements
) -> list[Artwork]:
    """Return the artworks of some artboards, without those that fail; why, and every warning, goes to `judged`.

    A build judges pictures: what is wrong with the whole campaign is a warning here, for which `kit check` fails.
    """
    composer, refused, rules = Composer(project), _refused(project, off), rules_of_pictures(project)
    artworks: list[Artwork] = []
    for artboard in artboards:
        if faults := refused[""] + refused[artboard.message.id]:
            judged.fail(artboard, composer.drawing_name(artboard), faults)
            continue
        try:
            artwork = composer.compose(artboard)
        except KitError as error:
            judged.fail(artboard, composer.drawing_name(artboard), error.faults)
            continue
        if judged.passes(artwork, judge(artwork, off, rules)):
            artworks.append(artwork)
    if project.pseudo:
        return artworks  # nobody wrote its words
    pairs = [pair for artwork in artworks for pair in role_pairs(artwork, project)]
    whole = review(project.campaign, pairs=pairs, artboards=plan(project))
    found = judge(whole, {*off, *REFUSING_RULES}, CAMPAIGN_RULES)
    judged.warnings = [*found, *judged.warnings]
    return artworks


def _refused(project: Project, off: Collection[str]) -> defaultdict[str, list[Fault]]:
    """Return why pictures may not be made of the words of `kit.yaml`, by message; under "" that of all."""
    refused: defaultdict[str, list[Fault]] = defaultdict(list)
    for finding in judge(review(project.campaign), off, REFUSING_RULES):
        refused[finding.where].append(finding.fault)
    return refused
