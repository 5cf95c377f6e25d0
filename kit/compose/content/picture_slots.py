"""The contents of each slot of a picture: copy as the message has it, and what follows from figures and links."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kit.base.errors import Mark
from kit.base.geometry import Point
from kit.compose.content.chart_content import chart_of
from kit.compose.content.emphasis import parse_emphasis
from kit.compose.content.theme import code_colours
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign, Help
from kit.model.message_picture import figures_of, image_in
from kit.model.picture import Code, Figure, ImageContent, SlotContent, Words
from kit.model.project import Project
from kit.model.slot import IMAGE_SLOTS
from kit.model.statistic import CountedDay, Source, Statistic, with_qualifier
from kit.text.characters import capitalised
from kit.text.numerals import plural_class, write_number
from kit.text.written_days import month_alone


def slot_contents(
    artboard: Artboard, project: Project, slots: Collection[str], *, unit_first: bool = False
) -> dict[str, SlotContent]:
    """Return the contents of the slots of a drawing, by slot; a slot without data is absent.

    `slots` are those of the drawing: a figure is divided among as many boxes as there are. `unit_first` is whether it
    has the unit above the number.
    """
    campaign = project.campaign
    found: dict[str, SlotContent] = {
        **dict(_copy(artboard, campaign)),
        **dict(_figure(artboard, project, slots, unit_first=unit_first)),
        **dict(_chart(artboard, project)),
        **dict(_source(artboard, campaign)),
        **dict(kit_slots(campaign)),
        **dict(_link(artboard, project, slots)),
        **dict(_number_in_series(artboard, campaign)),
        **dict(_images(artboard, project)),
    }
    return {name: content for name, content in found.items() if name in slots}


def figure_on(
    artboard: Artboard, project: Project, slots: Collection[str], *, unit_first: bool = False
) -> Figure | None:
    """Return the figure of a picture, divided among the slots of its drawing; a countdown's is its days left."""
    if artboard.picture.counted:
        return _days_left(artboard.picture.counted, artboard, project.campaign).shown_in(slots)
    if artboard.picture.statistic is None:
        return None
    statistic = project.campaign.statistics[artboard.picture.statistic]
    return _divided(statistic, slots, project.campaign, unit_first=unit_first).shown_in(slots)


def copy_words(text: str, mark: Mark) -> Words:
    """Return copy as words: plain text, and where it is emphasised."""
    plain, spans = parse_emphasis(text)
    return Words(plain, mark, spans)


def _copy(artboard: Artboard, campaign: Campaign) -> Iterator[tuple[str, Words]]:
    """Yield the copy of the picture, each text with its place in `kit.yaml` and with its figures written out."""
    for slot, text in artboard.picture.copy.items():
        path = artboard.picture.copy_yaml_path(slot)
        words = copy_words(text, campaign.document.mark(*path))
        yield slot, replace(words, figures=campaign.figures.get(path, ()))


def _figure(
    artboard: Artboard, project: Project, slots: Collection[str], *, unit_first: bool
) -> Iterator[tuple[str, Words]]:
    """Yield the parts of the picture's figure by slot."""
    figure = figure_on(artboard, project, slots, unit_first=unit_first)
    yield from figure.parts.items() if figure else ()


def _days_left(day: CountedDay, artboard: Artboard, campaign: Campaign) -> Figure:
    """Return the number of days left, and the word for them."""
    mark = campaign.document.mark("messages", artboard.message.id, "countdown")
    units = campaign.sentences["picture"]["days_left"]
    counted = plural_class(day.left, artboard.language)
    unit = units[counted if counted in units else "other"]
    figures = (day.figure,) if day.figure else ()
    number = Words(write_number(day.left, artboard.language), mark, figures=figures)
    return Figure(day.figure, {"number": number, "unit": Words(unit, mark)})


def _divided(statistic: Statistic, slots: Collection[str], campaign: Campaign, *, unit_first: bool) -> Figure:
    """Return a figure in the parts that have slots; a part without its own box belongs to the number.

    The figure opens a sentence, so its first letter is a capital, except for a unit that is read before its number,
    such as the name of a month, which has its own rule. What is around a number inside its text is one unit. A month
    above the number of its day is written as calendars write it: "prosinec 2020", in a sentence "21. prosince 2020".
    """
    apart = bool(statistic.unit) and "unit" in slots
    qualifier = capitalised(statistic.qualifier, campaign.kit.language)
    text = statistic.number if apart else statistic.text
    text = text if qualifier or statistic.unit_first else capitalised(text, campaign.kit.language)
    stands_alone = apart and (unit_first or statistic.number_inside)
    month = month_alone(statistic.value, statistic.unit, campaign.kit.language) if stands_alone else ""
    whole = statistic.text if apart and (statistic.number_inside or month) else ""
    parts: dict[str, str] = {}
    if qualifier and "qualifier" in slots:
        parts["qualifier"] = qualifier
    elif qualifier:
        text, whole = with_qualifier(qualifier, text), whole and with_qualifier(qualifier, whole)
    divided = (("number", text), ("unit", month or statistic.unit if apart else ""))
    parts |= dict(reversed(divided) if statistic.unit_first else divided) | {"counts": statistic.counts}
    words = {slot: _part(slot, part, statistic, campaign) for slot, part in parts.items() if part}
    return Figure(statistic.id, words, whole)


def _part(slot: str, text: str, statistic: Statistic, campaign: Campaign) -> Words:
    """Return a part of a figure with its place in `kit.yaml`; the number is the part that states the figure."""
    key = slot if slot in {"qualifier", "counts"} else "text"
    words = copy_words(text, campaign.document.mark("statistics", statistic.id, key))
    return replace(words, figures=(statistic.id,)) if slot == "number" else words


def _chart(artboard: Artboard, project: Project) -> Iterator[tuple[str, SlotContent]]:
    """Yield the chart of a picture: of its figure, of those that it compares, or of a countdown's days."""
    chart = chart_of(artboard, project)
    if chart:
        yield "chart", chart


def _source(artboard: Artboard, campaign: Campaign) -> Iterator[tuple[str, Words]]:
    """Yield the source line of a picture with figures, at the place of the first of them."""
    figures = figures_of(artboard.picture, campaign.figures)
    if figures:
        words = copy_words(cite(campaign, figures), _source_mark(figures[0], campaign))
        yield "source", replace(words, figures=figures)


def _source_mark(figure: str, campaign: Campaign) -> Mark:
    """Return the place of a figure's source: of its words in a translation, or else where the figure names it."""
    document = campaign.document
    paths = [("sources", campaign.statistics[figure].source, key) for key in ("shown", "title", "publisher")]
    words = next((path for path in paths if path in document.translated), None)
    return document.mark(*(words or ("statistics", figure, "source")))


def _link(artboard: Artboard, project: Project, slots: Collection[str]) -> Iterator[tuple[str, SlotContent]]:
    """Yield the address of a message's link, and its code if the placement has one.

    The link's verb precedes the address if no button says what to do there.
    """
    campaign = project.campaign
    if artboard.message.link is None:
        return
    link, mark = campaign.links[artboard.message.link], campaign.document.mark
    asked = "button" in slots and "button" in artboard.picture.copy
    form = campaign.sentences["picture"]["verb_and_address"] if link.verb and not asked else "{address}"
    yield "address", copy_words(form.format(verb=link.verb, address=link.shown), mark("links", link.id, "shown"))
    if artboard.placement.qr != "no":
        dark, light = code_colours(artboard, project)
        yield "qr", Code(link.url, dark, light, mark("links", link.id, "url"))


def _number_in_series(artboard: Artboard, campaign: Campaign) -> Iterator[tuple[str, Words]]:
    """Yield the number of a picture in its series."""
    if artboard.picture.frame_index is not None:
        words, count = campaign.sentences["picture"], len(artboard.message.frames)
        mark = campaign.document.mark("messages", artboard.message.id, "frames")
        yield "page", Words(words["number_in_series"].format(number=artboard.frame, count=count), mark)


def _images(artboard: Artboard, project: Project) -> Iterator[tuple[str, ImageContent]]:
    """Yield the photo and the logo of a picture, if it has them."""
    for slot in IMAGE_SLOTS:
        named = image_in(slot, artboard.picture, project.campaign)
        if named:
            file, mark = named.file, named.mark_in(project.campaign.document)
            focus = file.focus_point or Point(0.5, 0.5)
            described = bool(file.alt) or named.is_of_message
            yield (
                slot,
                ImageContent(project.images[file.file], file.file, focus, mark, file.alt, file.credit, described),
            )


def kit_slots(campaign: Campaign) -> Iterator[tuple[str, Words]]:
    """Yield the sender and, if the kit has it, the line of help, each with its slot and its place in `kit.yaml`.

    In the kit of a partner the sender is the partner, beside its logo or the mark of the campaign.
    """
    mark, kit, partner = campaign.document.mark, campaign.kit, campaign.partner
    sender = partner.on_pictures if partner else kit.sender or kit.creator
    yield "sender", Words(_nfc(sender), mark("kit", "sender" if kit.sender or partner else "creator"))
    if kit.help:
        line = help_line(kit.help, campaign.links[kit.help.link].shown, campaign)
        yield "help", Words(line, mark("kit", "help", "text"))


def with_own_sender(project: Project) -> Project:
    """Return the project of a partner's kit whose pictures name the sender of the campaign."""

    def unnamed(campaign: Campaign) -> Campaign:
        """Return a campaign whose partner is named on pictures as the campaign's own sender is."""
        own = campaign.kit.sender or campaign.kit.creator
        return replace(campaign, partner=replace(campaign.partner, sender=own)) if campaign.partner else campaign

    translations = {tag: unnamed(campaign) for tag, campaign in project.translations.items()}
    return replace(project, campaign=unnamed(project.campaign), translations=translations)


def help_line(place: Help, address: str, campaign: Campaign) -> str:
    """Return the line on where people find help: words and an address, joined as in the language."""
    return _nfc(campaign.sentences["picture"]["help"].format(words=place.text, address=address))


def _nfc(text: str) -> str:
    """Return words in NFC, as the words of every slot are."""
    return unicodedata.normalize("NFC", text)


def cite(campaign: Campaign, figures: Iterable[str]) -> str:
    """Return the line that cites the sources of some figures as pictures show them, each source once."""
    return _line([cited(source, campaign) for source in _sources(campaign, figures)], campaign.sentences["picture"])


def cited(source: Source, campaign: Campaign) -> str:
    """Return how pictures name a source: by its short form if it has one, or else in full."""
    return source.shown or _in_full(source, campaign)


def cite_in_full(campaign: Campaign, figures: Iterable[str]) -> str:
    """Return the line that cites, in full, the sources that pictures shorten; nothing if there are none."""
    sources = [_in_full(source, campaign) for source in _sources(campaign, figures) if source.shown]
    return _line(sources, campaign.sentences["picture"])


def cite_all_in_full(campaign: Campaign, figures: Iterable[str]) -> str:
    """Return the line that cites the sources of some figures in full, each once; nothing if there are none."""
    sources = [_in_full(source, campaign) for source in _sources(campaign, figures)]
    return _line(sources, campaign.sentences["picture"])


def _sources(campaign: Campaign, figures: Iterable[str]) -> list[Source]:
    """Return the sources of some figures, each once."""
    return [campaign.sources[id_] for id_ in dict.fromkeys(campaign.statistics[figure].source for figure in figures)]


def _in_full(source: Source, campaign: Campaign) -> str:
    words = campaign.sentences["picture"]["cited"]
    return str(words.format(publisher=source.publisher, title=source.title, year=source.as_of[:4]))


def _line(named: list[str], words: dict[str, str]) -> str:
    return words["source"].format(sources=words["cited_separator"].join(named)) if named else ""
