"""All rules: those of `picture_rules`, of campaigns, drawings and built kits; and which a campaign turns off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.errors import Fault, SpecError, did_you_mean
from kit.checks import campaign_rules, engine_agreement, kit_files, pixels, typed_numbers, writing
from kit.checks.picture_rules import ARTWORK_RULES, WORD_RULES, judge, table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kit.checks.subjects import Built
    from kit.model.finding import Finding
    from kit.model.review import TurnedOff


#: Judged once, of a `Review`.
CAMPAIGN_RULES = table_of(
    campaign_rules.stale, campaign_rules.voice, campaign_rules.never_on_pictures, campaign_rules.palette,
    campaign_rules.language, campaign_rules.licence, campaign_rules.former_name, typed_numbers.typed_number,
    typed_numbers.as_of, writing.placeholder, writing.markup, writing.doubled_word, writing.double_space,
    writing.quotes, writing.shows, kit_files.feed, campaign_rules.translation, campaign_rules.catalogue,
    campaign_rules.language_voice,
)  # fmt: skip
#: Those of them that keep a build from making the pictures of a message: its words are not what anybody should see.
REFUSING_RULES = table_of(writing.placeholder)
#: Judged once of the file of every drawing that is used, where the second engine is installed.
DRAWING_RULES = table_of(engine_agreement.engines_agree)
#: Judged of every `Painted` picture of a kit that was built.
PIXEL_RULES = table_of(pixels.contrast, pixels.qr_quiet_zone)
#: Judged of every file that was `Built`.
FILE_RULES = table_of(
    kit_files.bytes_, kit_files.size, kit_files.format_, kit_files.metadata, kit_files.manifest, kit_files.qr_scan
)
#: Each once: words are judged by one rule in `kit.yaml`, and by the same in what is made of them.
RULES = {**CAMPAIGN_RULES, **DRAWING_RULES, **ARTWORK_RULES, **WORD_RULES, **PIXEL_RULES, **FILE_RULES}


def judge_file(built: Built, off: Collection[str] = ()) -> list[Finding]:
    """Return what the rules find in a file of a kit; of one that can't be read, that alone."""
    try:
        return list(judge(built, off, FILE_RULES))
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is missing or damaged
        return [kit_files.unreadable(built, error)]


def rules_off(choices: Iterable[TurnedOff]) -> frozenset[str]:
    """Return the names of the rules that a campaign turns off. Raises SpecError for one that does not exist."""
    names = {choice: campaign_rules.FORMER_NAMES.get(choice.rule, choice.rule) for choice in choices}
    see = "`kit check --list`"
    faults = [
        Fault(f"unknown rule '{name}'", choice.mark, did_you_mean(name, RULES, see), code="unknown-rule")
        for choice, name in names.items()
        if name not in RULES
    ]
    if faults:
        raise SpecError(*faults)
    return frozenset(names.values())
