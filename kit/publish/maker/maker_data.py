"""Everything that the page of a language needs to make pictures of words that people write there."""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from kit.base.licence import find_licence
from kit.compose import Composer
from kit.compose.content.summary import last_day
from kit.model.artwork import Artwork
from kit.model.asset import Description
from kit.model.campaign import Campaign, Voice
from kit.model.picture import Words
from kit.model.placement import Placement
from kit.model.project import Project
from kit.paint.encode import jpeg, xmp
from kit.paint.encode.png import raw_deflated
from kit.publish.maker.open_slots import as_data, open_slots, ring_slots
from kit.publish.maker.own_words import SENTENCE, SIGNED, OpenPicture, open_pictures, ring_picture, with_samples
from kit.publish.maker.short_svg import ShortTexts, short_svg
from kit.publish.maker.web_fonts import WebFonts
from kit.text.languages.language_names import is_right_to_left
from kit.text.languages.language_writing import writing_of
from kit.text.stems import INSIDE, folded

#: The slots that volunteers fill.
_OPEN = ("headline", "support")
#: What stands in the texts inside a file for those of a picture.
_ALT, _CAPTION, _NAME = "\ue002", "\ue003", "\ue004"
MARKS = {"sentence": SENTENCE, "signed": SIGNED, "alt": _ALT, "caption": _CAPTION, "name": _NAME}
#: What these texts say of who made the file.
MADE_BY = "made-by: volunteer"
#: The terms of licences under which a picture with words or a photo of one's own may be posted only if that is said.
_RESERVED = {"ask", "unchanged"}
#: The qualities of JPEG files, the next one for a file that is too large.
_QUALITIES = (88, 82, 78)


def maker_data(project: Project, composer: Composer, language: str) -> dict[str, Any] | None:
    """Return the data of the page of a language, with drawings and texts compressed; None if it has no drawing.

    Raises DrawingError for a layout that can't be drawn in a shape.
    """
    fonts, texts = WebFonts(language), ShortTexts()
    opened = [*open_pictures(project, composer, language)]
    if not opened:
        return None
    drawings = [_drawing(picture, composer, project, fonts, texts) for picture in opened]
    campaign, ring = project.in_language(language).campaign, _ring(project, composer, language, fonts, texts)
    packed = {
        "texts": [*texts.numbers],
        "drawings": [about for about, _ in drawings],
        "svgs": [*(svg for _, svg in drawings), *([ring[1]] if ring else [])],
        "xmp": _packets(opened[0].picture.description, _credit(campaign)),
        "sets": fonts.sets,
    }
    return {
        "language": language,
        "rtl": is_right_to_left(language),
        "kit": campaign.kit.name,
        "rights": _rights(campaign),
        "shapes": {picture.shape: _shape(picture.placements) for picture in opened},
        "ring": {**ring[0], "drawing": len(drawings)} if ring else None,
        "packed": b64encode(raw_deflated(_json(packed).encode())).decode(),
        "letters": "".join(sorted(fonts.common)),
        "faces": [b64encode(file).decode() for file in fonts.files.values()],
        "writing": writing_table(language),
        "voice": voice_table(campaign.voice),
        "marks": MARKS,
        "last": max((_iso(last_day(message, campaign)) for message in campaign.messages.values()), default=""),
        "jpeg": [jpeg.tables(quality) for quality in _QUALITIES],
    }


def _iso(day: dt.date | None) -> str:
    """Return a day as YYYY-MM-DD; empty if there is none."""
    return day.isoformat() if day else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shape(placements: Sequence[Placement]) -> dict[str, Any]:
    """Return the size of a shape, and what all placements that it is for accept."""
    formats = [form for form in placements[0].formats if all(form in other.formats for other in placements)]
    return {
        "size": list(placements[0].size),
        "format": next((form for form in ("png", "jpeg") if form in formats), "jpeg"),
        "bytes": min((placement.max_bytes for placement in placements if placement.max_bytes is not None), default=0),
    }


def _drawing(
    opened: OpenPicture, composer: Composer, project: Project, fonts: WebFonts, texts: ShortTexts
) -> tuple[dict[str, Any], str]:
    """Return what a page knows of a picture, and the SVG of all that is not free."""
    artboard, picture = opened.artboard, opened.picture
    artwork = composer.compose_open(artboard, with_samples(picture), _OPEN if opened.signs_below else _OPEN[:1])
    book, layout = composer.book_for(artboard.language), project.layouts[artboard.layout]
    slots = open_slots(artwork, layout, book, signs_below=opened.signs_below)
    about = {
        "layout": artboard.layout,
        "shape": opened.shape,
        "name": artboard.message.shows,
        **{name: as_data(slot, fonts) for name, slot in slots.items()},
        "last": _iso(last_day(artboard.message, project.in_language(artboard.language).campaign)),
        "below": _words_below(artwork, slots["signed"].box.slot.box.y1),
        "alt": _signed(picture.description.alt),
        "caption": _signed(picture.description.caption),
    }
    return about, short_svg(artwork.tree, texts)


def _ring(
    project: Project, composer: Composer, language: str, fonts: WebFonts, texts: ShortTexts
) -> tuple[dict[str, Any], str] | None:
    """Return what a page knows of the ring for a photo, and its SVG without words; None if there is none."""
    found = ring_picture(project, composer, language)
    if found is None:
        return None
    artboard, picture = found
    artwork = composer.compose_open(artboard, picture, ("button",))
    slots = ring_slots(artwork, project.layouts[artboard.layout], composer.book_for(language))
    about = {
        "size": [*artboard.placement.size],
        "words": cast("Words", picture.slots["button"]).text,
        **{name: as_data(slot, fonts) for name, slot in slots.items()},
    }
    return about, short_svg(artwork.tree, texts)


def _signed(text: str) -> str:
    """Return a text that says, after the sentence, whose words it is."""
    return text if SIGNED in text else text.replace(SENTENCE, f"{SENTENCE} {SIGNED}", 1)


def _packets(about: Description, credit: str) -> list[str]:
    """Return the packets of files that name nobody and that name somebody as their author, with marks for texts.

    What people make is theirs: no packet states a licence, and the campaign is credited with the drawing alone.
    """
    own = replace(
        about,
        title=about.title if SENTENCE in about.title else f"{about.title}: {SENTENCE}",
        alt=_ALT,
        alt_long=_ALT,
        caption=_CAPTION,
        licence="",
        licence_url=None,
        site=None,
        credit=credit,
        source=MADE_BY,
    )
    return [xmp.packet(replace(own, creator=creator)).decode() for creator in ("", _NAME)]


def _credit(campaign: Campaign) -> str:
    """Return whose drawing it is and under which licence, in the language of the campaign."""
    info, found = campaign.kit, find_licence(campaign.kit.licence)
    values = {"creator": info.creator, "licence": found.name if found else info.licence}
    line: str = campaign.sentences["maker"]["drawing"].format(**values, name=info.name, version=info.version)
    return line


def _rights(campaign: Campaign) -> list[str]:
    """Return what the page says of the rights in what people make with it."""
    words, found = campaign.sentences["maker"], find_licence(campaign.kit.licence)
    said = [words["rights"], f"{_credit(campaign)}."]
    if found and _RESERVED & {*found.terms}:
        said.append(words["reserved"].format(creator=campaign.kit.creator))
    return said


def _words_below(artwork: Artwork, y: float) -> str:
    """Return the locked words that are read after the free ones: the first line of the slot right below them."""
    below: Iterable[tuple[float, str]] = (
        (words.ink.y0, words.lines[0]) for words in artwork.words.values() if words.ink and words.ink.y0 >= y - 1
    )
    return min(below, default=(0.0, ""))[1]


def writing_table(language: str) -> dict[str, Any]:
    """Return what decides where lines of a language end, beside the breaks that every browser knows."""
    writing = writing_of(language)
    return {
        "small": list(writing.function_words),
        "next": list(writing.stays_with_next),
        "phrases": sorted(writing.phrases, key=len, reverse=True),
        "hyphens": list(writing.unbroken_hyphens),
        "narrow": list(writing.narrow_space_before),
        "sentence": list(writing.sentence_ends),
        "clause": list(writing.clause_ends),
        "after": list(writing.after_number),
    }


def voice_table(voice: Voice) -> dict[str, Any]:
    """Return what a campaign never says on pictures, as it is looked for in words that are folded to one case.

    A needle with a space before it is found at the beginning of a word only.
    """
    return {
        "never": _needles((*voice.never, *voice.never_on_pictures)),
        "lines": [phrase for stem in voice.never_in_a_line if (phrase := folded(stem)) != " "],
        "apart": [{"words": _needles(rule.words), "from": _needles(rule.from_), "by": rule.by} for rule in voice.apart],
    }


def _needles(stems: Iterable[str]) -> list[str]:
    found = ((stem.strip().startswith(INSIDE), folded(stem).strip()) for stem in stems)
    return sorted(
        {words if inside else f" {words}" for inside, words in found if words},
        key=lambda needle: (-len(needle), needle),
    )
