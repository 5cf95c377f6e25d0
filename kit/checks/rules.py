"""All rules: those of `picture_rules`, and those of campaigns, drawings and what was built; none raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks import (
    campaign,
    engine_agreement,
    feed,
    files,
    numbers,
    pixels,
    translation,
    unfinished,
    writing,
)
from kit.checks.picture_rules import ARTWORK_RULES, WORD_RULES, judge, table_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from kit.checks.subjects import Built
    from kit.model.finding import Finding

#: Judged once, of a `Review`.
CAMPAIGN_RULES = table_of(
    campaign.stale, campaign.voice, campaign.never_on_pictures, campaign.palette, campaign.language, campaign.licence,
    campaign.former_name,
    numbers.typed_number, numbers.as_of,
    unfinished.placeholder, writing.markup, writing.doubled_word, writing.double_space, writing.quotes, writing.shows,
    feed.feed, translation.translation, translation.catalogue, translation.language_voice,
)  # fmt: skip
#: Those of them that keep a build from making the pictures of a message: its words are not what anybody should see.
REFUSING_RULES = table_of(unfinished.placeholder)
#: Judged once of the file of every drawing that is used, where the second engine is installed.
DRAWING_RULES = table_of(engine_agreement.engines_agree)
#: Judged of every `Painted` picture of a kit that was built.
PIXEL_RULES = table_of(pixels.contrast, pixels.qr_quiet_zone)
#: Judged of every file that was `Built`.
FILE_RULES = table_of(files.bytes_, files.size, files.format_, files.metadata, files.manifest, files.qr_scan)
#: Each once: words are judged by one rule in `kit.yaml`, and by the same in what is made of them.
RULES = {**CAMPAIGN_RULES, **DRAWING_RULES, **ARTWORK_RULES, **WORD_RULES, **PIXEL_RULES, **FILE_RULES}


def judge_file(built: Built, off: Collection[str] = ()) -> list[Finding]:
    """Return what the rules find in a file of a kit; of one that can't be read, that alone."""
    try:
        return list(judge(built, off, FILE_RULES))
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is missing or damaged
        return [files.unreadable(built, error)]
