"""All rules: those of `picture_rules`, and those of campaigns, drawings and built kits; none raises."""

from __future__ import annotations

from collections.abc import Collection

from kit.judge import campaign_rules, engine_agreement, kit_files, pixels
from kit.judge.picture_rules import ARTWORK_RULES, WORD_RULES, judge, rules_by_name, rules_on_pictures
from kit.judge.prose import addresses, numbers_and_dates, translated_facts, writing
from kit.judge.subjects import Built
from kit.model.finding import Finding

#: Applied once, to a `Review`.
CAMPAIGN_RULES = rules_by_name(
    campaign_rules.stale, campaign_rules.voice, campaign_rules.never_on_pictures, campaign_rules.palette,
    campaign_rules.language, campaign_rules.licence, campaign_rules.former_name, numbers_and_dates.typed_number,
    numbers_and_dates.as_of, writing.placeholder, writing.sample, writing.markup, writing.doubled_word,
    writing.double_space, writing.quotes, writing.shows, addresses.address, numbers_and_dates.dates, kit_files.feed,
    writing.letters, writing.straight_quotes, translated_facts.translated_facts,
    translated_facts.translated_emphasis, translated_facts.other_language, campaign_rules.translation,
    campaign_rules.catalogue,
    campaign_rules.language_voice, campaign_rules.font, campaign_rules.doubles, campaign_rules.caption_length,
    campaign_rules.partner_code,
)  # fmt: skip
#: Those that stop a build from making the pictures of a message: nobody should see its words.
REFUSING_RULES = rules_by_name(writing.placeholder)
#: Applied once to the file of every used drawing.
DRAWING_RULES = rules_by_name(engine_agreement.engines_agree)
#: Applied to every `Painted` picture of a built kit.
PIXEL_RULES = rules_on_pictures(pixels.contrast, pixels.qr_quiet_zone, pixels.logo)
#: Applied to every `Built` file.
FILE_RULES = rules_by_name(
    kit_files.bytes_,
    kit_files.size,
    kit_files.format_,
    kit_files.metadata,
    kit_files.manifest,
    kit_files.qr_scan,
    kit_files.page,
)
#: Each rule once: some rules check the words of `kit.yaml` and the texts made of them.
RULES = {**CAMPAIGN_RULES, **DRAWING_RULES, **ARTWORK_RULES, **WORD_RULES, **PIXEL_RULES, **FILE_RULES}


def judge_file(built: Built, off: Collection[str] = ()) -> list[Finding]:
    """Return the findings of the rules in a file of a kit; only one if it can't be read."""
    try:
        return list(judge(built, off, FILE_RULES))
    except (OSError, SyntaxError, ValueError) as error:  # raised by Pillow for a missing or damaged file
        return [kit_files.unreadable(built, error)]
