"""The description of a picture: caption, alt texts from its words and what it shows, title and licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from kit.base.document.document import YamlPath
from kit.base.licence import find_licence
from kit.compose.content.emphasis import without_emphasis, without_soft_hyphens
from kit.model.artwork import Artboard
from kit.model.asset import Description
from kit.model.campaign import Campaign, Message
from kit.model.picture import ChartContent, Code, Figure, ImageContent, SlotContent, Words
from kit.model.slot import FIGURE_SLOTS, SLOTS
from kit.text.breaks import ends_sentence, last_mark
from kit.text.count import fits


class ReadSlots(NamedTuple):
    """The contents of the slots of a picture, and the figure that some of them share, as people read them.

    With `headline_first` the headline is above the figure, and is read before it. `headline_continues` says whether it
    continues the figure or the kicker; None for one whose first letter says so.
    """

    contents: Mapping[str, SlotContent]
    figure: Figure | None = None
    headline_first: bool = False
    headline_continues: bool | None = None


def describe(artboard: Artboard, campaign: Campaign, slots: ReadSlots, caption: str) -> Description:
    """Return the description of a picture; its title is that of the kit and the first words of the picture."""
    alt, alt_long = alt_texts(artboard, campaign, slots)
    about = description_of(campaign, _title(campaign, slots), artboard.language)
    return without_soft_hyphens(replace(about, caption=caption, alt=alt, alt_long=alt_long))


def description_of(campaign: Campaign, title: str, language: str) -> Description:
    """Return what is inside every file of a campaign: a title, and whose it is; without caption and alt texts."""
    licence = find_licence(campaign.kit.licence)
    return Description(
        title=title,
        caption="",
        alt="",
        alt_long="",
        creator=campaign.kit.creator,
        licence=licence.name if licence else campaign.kit.licence,
        licence_url=licence.url if licence else None,
        language=language,
        site=campaign.kit.site,
    )


def _title(campaign: Campaign, slots: ReadSlots) -> str:
    """Return the title of a picture: the kit's with the headline, or with the words that are read first."""
    words = words_on(slots._replace(headline_first=False), campaign.kit.language)
    first = words.get("headline") or next(iter(words.values()), "")
    title = campaign.kit.title
    return campaign.sentences["picture"]["title"].format(kit=title, first=first) if title and first else title


#: Marks behind which a text goes on, so that no full stop follows them either.
_GOES_ON = ":;\u061b"


def alt_texts(artboard: Artboard, campaign: Campaign, slots: ReadSlots) -> tuple[str, str]:
    """Return the short and the long alt text: what is shown, the words on the picture, and where the code leads.

    The short one leaves out the sources, the credits of photos, what a chart repeats of the figure beside it and, if it
    is still too long for the platform, what the picture shows. Compared figures are only in the text of the chart.
    """
    catalogue = campaign.sentences["picture"]["alt"]
    words, contents = words_on(slots, artboard.language), slots.contents.values()
    ended = {name: _sentence(text, artboard.language) for name, text in words.items()}
    all_words = " ".join(ended.values())
    words_without_source = " ".join(text for name, text in ended.items() if name != "source")
    shows = _sentence(artboard.message.shows.strip(), artboard.language)
    code = next((content for content in contents if isinstance(content, Code)), None)
    chart = next((content for content in contents if isinstance(content, ChartContent)), None)
    leads = catalogue["code"].format(address=code.address) if code else ""
    images = [content for content in contents if isinstance(content, ImageContent)]
    shows = _join(shows, *(_sentence(image.alt.strip(), artboard.language) for image in images))
    credits_ = _join(*dict.fromkeys(_sentence(image.credit.strip(), artboard.language) for image in images))

    def read(text: str) -> str:
        """Return the sentence on a text that can be read in the picture; nothing for none."""
        return catalogue["words"].format(words=text) if text else ""

    long = _join(read(all_words), chart.sentence if chart else "", leads, shows, credits_)
    compared = chart.sentence if chart and chart.data.draws == "comparison" else ""
    short = _join(read(words_without_source), compared, leads, shows)
    if not fits(short, artboard.placement.alt_text):
        short = _join(words_without_source, compared, leads) or shows
    return short, long


def words_on(slots: ReadSlots, language: str) -> dict[str, str]:
    """Return the words on a picture in a language by slot in reading order, each on one line.

    A figure that several slots share is one phrase, under the number: "More than 82 million reports"; a headline that
    continues it, or the kicker, is joined to it: "5 days until the vote". The labels of a chart are left to its own
    sentence.
    """
    others = {slot: content for slot, content in slots.contents.items() if slot not in FIGURE_SLOTS}
    texts = {slot: content.text for slot, content in others.items() if isinstance(content, Words)}
    words = {slot: " ".join(without_soft_hyphens(text).split()) for slot, text in texts.items()}
    figure = without_soft_hyphens(slots.figure.text) if slots.figure else ""
    headline = words.get("headline", "")
    continues = headline[:1].islower() if slots.headline_continues is None else slots.headline_continues
    if figure and headline and continues:
        words["headline"] = f"{figure} {words['headline']}"
    elif figure:
        words["number"] = figure
    elif headline and continues and not _is_sentence(words.get("kicker", "."), language):
        words["headline"] = f"{words.pop('kicker')} {words['headline']}"
    places = {name: 2 * kind.reading for name, kind in SLOTS.items()}
    if slots.headline_first:  # then the figure follows the headline
        places["number"] = places["support"] + 1
    return dict(sorted(words.items(), key=lambda item: places.get(item[0], 2 * len(SLOTS))))


def continues(path: YamlPath, text: str, campaign: Campaign) -> bool:
    """Return whether a headline, at a path of `kit.yaml`, continues the figure or the kicker of its picture.

    It does if it begins with a small letter, or what it is translated from does, as nouns of German have capitals and
    Arabic has none. One with a form for each number of days continues that number.
    """
    if text[:1].isdigit():
        return False
    originals = campaign.document.originals_of(path) or (text,)
    return path in campaign.forms or any(without_emphasis(text)[:1].islower() for text in originals)


def behind_lead(lead: str, headline: str, message: Message, campaign: Campaign) -> str:
    """Return the headline of a message behind its figure or kicker if it continues that, else by itself."""
    follows = continues(("messages", message.id, "copy", "headline"), headline, campaign)
    return f"{lead} {headline}".strip() if follows else headline


def _sentence(text: str, language: str) -> str:
    """Return a text with a full stop, unless it already ends a sentence."""
    return text if not text or _is_sentence(text, language) else f"{text}."


def _is_sentence(text: str, language: str) -> bool:
    """Return whether a text ends a sentence, or ends with a mark behind which it goes on."""
    return ends_sentence(text, language) or last_mark(text) in _GOES_ON


def _join(*parts: str) -> str:
    """Return the parts that are not empty, joined by spaces and without soft hyphens."""
    return without_soft_hyphens(" ".join(part for part in parts if part))
