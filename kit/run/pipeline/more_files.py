"""The files of a kit beyond its pictures, made of a project: its extras in each language, each with its entry.

An extra of pictures is made of the files of the kit, or is one of them; without all of its pictures it is left out, as
in a build of some.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from kit.base.errors import Fault
from kit.compose import Composer
from kit.compose.content.descriptions import description_of
from kit.compose.content.extra_texts import extra_texts
from kit.judge.subjects import BUILD_AGAIN
from kit.model.asset import PDF, Asset
from kit.model.campaign import Campaign
from kit.model.extra import FOLDER, Extra, ExtraFile, ExtraText
from kit.model.finding import Finding
from kit.model.manifest import HTML, MAKER, PAGE, KitSummary, Manifest, MoreEntry, page_path
from kit.model.message_picture import first_with
from kit.model.project import Project, State
from kit.paint.encode.pdf import PictureFile
from kit.project.translation_states import ORDER
from kit.publish.extras import extra_files, picture_extra, unknown_numbers
from kit.publish.extras.stated import words_in
from kit.publish.maker import maker_page
from kit.run.pipeline.open_project import composer_of, file_date

ReadAsset = Callable[[Asset], bytes | None]


@dataclass(frozen=True)
class MoreMaker:
    """Makes the files beyond the pictures of a kit with some assets, which it reads; `kit` is its summary."""

    project: Project
    kit: KitSummary
    assets: Sequence[Asset]
    read: ReadAsset

    def files(self) -> dict[MoreEntry, bytes | None]:
        """Return the files by their entries, with no data for one that is a picture of the kit.

        Raises SpecError for an invalid date of the files of a kit.
        """
        languages = {asset.language for asset in self.assets}
        campaigns = self.project.campaigns if not self.project.pseudo else ()
        return dict(file for own in campaigns if own.kit.language in languages for file in self._in_language(own))

    def _in_language(self, campaign: Campaign) -> Iterator[tuple[MoreEntry, bytes | None]]:
        """Yield the files in one language, in the order of `kit.yaml`."""
        for text in extra_texts(campaign):
            extra = campaign.more[text.id]
            if extra.has_words:
                yield from ((self._entry(text, file), file.data) for file in extra_files(text, self._date))
            else:
                yield from self._of_pictures(extra, text, campaign)

    def _of_pictures(
        self, extra: Extra, text: ExtraText, campaign: Campaign
    ) -> Iterator[tuple[MoreEntry, bytes | None]]:
        """Yield the file of an extra of pictures, or the pictures that it is; nothing without all of them."""
        wanted = [self._pictures(*chosen, text.language, sheets=extra.form in _OF_SHEETS) for chosen in extra.chosen]
        if not all(wanted):
            return
        assets = [asset for some in wanted for asset in some]
        if extra.form == "picture":
            yield from ((self._entry_of(asset, text), None) for asset in assets)
            return
        files = [(asset, self.read(asset)) for asset in assets]
        pictures = [
            PictureFile(data, asset.media_type, (asset.width, asset.height), asset.alt_long, asset.link or "")
            for asset, data in files
            if data is not None
        ]
        if len(pictures) == len(files):
            about = description_of(campaign, f"{campaign.title}: {text.title}", text.language)
            file = picture_extra(text, pictures, about, self._date)
            yield self._entry(text, file, assets), file.data

    def _pictures(self, message: str, placement: str, language: str, *, sheets: bool) -> list[Asset]:
        """Return the files of the pictures of a message on a placement, in order: its sheets, or its images."""
        entries = self._by_picture.get((message, placement, language), ())
        pages = [asset for asset in entries if asset.media_type == PDF]
        images = [asset for asset in entries if asset.media_type != PDF]
        return sorted((pages if sheets else ()) or images, key=lambda asset: asset.frame or 0)

    @cached_property
    def _by_picture(self) -> dict[tuple[str, str, str], list[Asset]]:
        """The assets by message, placement and language."""
        found: dict[tuple[str, str, str], list[Asset]] = {}
        for asset in self.assets:
            found.setdefault((asset.message, asset.placement, asset.language), []).append(asset)
        return found

    @cached_property
    def _date(self) -> dt.datetime:
        """The date of the files."""
        return file_date(self.project.campaign)

    def _entry(self, text: ExtraText, file: ExtraFile, pictures: Sequence[Asset] = ()) -> MoreEntry:
        """Return the entry of a file of an extra; its state is that of its translation, or of its pictures if worse."""
        path = page_path(text.language, f"{FOLDER}/{file.name}")
        about = path, sha256(file.data).hexdigest(), len(file.data), file.media_type
        entry = MoreEntry(*about, text.language, text.id, text.title)
        return self._with_words(entry, text, words_in(file.data, file.media_type), pictures)

    def _entry_of(self, asset: Asset, text: ExtraText) -> MoreEntry:
        """Return the entry of a picture of the kit that is an extra."""
        about = asset.path, asset.sha256, asset.bytes, asset.media_type
        entry = MoreEntry(*about, text.language, text.id, text.title)
        return self._with_words(entry, text, asset.alt_long if asset.media_type == PDF else "", [asset])

    def _with_words(self, entry: MoreEntry, text: ExtraText, words: str, pictures: Sequence[Asset]) -> MoreEntry:
        """Return the entry of a file of an extra, with what depends on the words in it and on its pictures."""
        return replace(
            entry,
            last_day=self._last_day(text, pictures),
            state=self._state(text, pictures),
            numbers=tuple(unknown_numbers(words, self.kit.in_language(text.language))) or None,
        )

    def _last_day(self, text: ExtraText, pictures: Sequence[Asset]) -> str | None:
        """Return the last day on which an extra and its pictures are right."""
        days = {entry.id: entry.last_day for entry in self.kit.messages}
        ends = [text.last_day.isoformat()] if text.last_day else []
        return min([*ends, *(day for asset in pictures if (day := days.get(asset.message)))], default=None)

    def _state(self, text: ExtraText, pictures: Sequence[Asset]) -> State | None:
        """Return the worst state of an extra and its pictures; None if all is reviewed."""
        states: list[State] = [self.project.state_of_extra(text.language, text.id)]
        states += [self.project.state_of(asset.language, asset.message) for asset in pictures]
        worst = min(states, key=ORDER.index)
        return None if worst == "reviewed" else worst


#: The forms that take the sheets of pictures that have some, and not their images.
_OF_SHEETS = frozenset({"picture", "sheets"})


def more_differences(
    project: Project, manifest: Manifest, kit: KitSummary, read: Callable[[str], bytes | None]
) -> Iterator[Finding]:
    """Yield how the files beyond pictures of a built kit differ from what the project makes now, byte for byte.

    `read` returns a file of the kit by its name, None if there is none.
    """
    assets = [asset for asset in manifest.assets if asset.language not in project.set_aside]
    wanted = MoreMaker(project, kit, assets, lambda asset: read(asset.path)).files()
    wanted |= maker_pages(project, {asset.language for asset in assets}, composer_of(project))
    built = {entry.path: entry for entry in manifest.more or () if entry.language not in project.set_aside}
    for entry, data in wanted.items():
        if built.pop(entry.path, None) != entry or data not in {None, read(entry.path)}:
            sentence = f"{entry.path} is not what the project makes now"
            yield Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="more-differs"))
    for path in built:
        sentence = f"{path} is in the kit, but the project makes no such file"
        yield Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="more-not-asked-for"))


def languages_with_page(project: Project, languages: Collection[str]) -> list[str]:
    """Return those of some languages that may have a page; none in pseudo-copy."""
    campaigns = project.campaigns if not project.pseudo else ()
    return [
        campaign.kit.language for campaign in campaigns if campaign.kit.language in languages and _messages(campaign)
    ]


def maker_pages(project: Project, languages: Collection[str], composer: Composer) -> dict[MoreEntry, bytes]:
    """Return the pages of some languages by their entries, made now.

    Raises DrawingError for a drawing that can't be filled.
    """
    pages = dict[MoreEntry, bytes]()
    for language in languages_with_page(project, languages):
        page = page_in(project, composer, language)
        if page:
            pages[page_entry(project, language, page)] = page
    return pages


def page_in(project: Project, composer: Composer, language: str) -> bytes | None:
    """Return the page of a language in UTF-8, made now; None and DrawingError as `maker_page`."""
    return maker_page(project, composer, language, f"../{PAGE}")


def page_entry(project: Project, language: str, page: bytes) -> MoreEntry:
    """Return the entry of the page of a language; its state is the worst of the messages whose words it has."""
    campaign = project.in_language(language).campaign
    state = min((project.state_of(language, id_) for id_ in _messages(campaign)), key=ORDER.index)
    return MoreEntry(
        path=page_path(language, MAKER),
        sha256=sha256(page).hexdigest(),
        bytes=len(page),
        media_type=HTML,
        language=language,
        id=MAKER.partition(".")[0],
        title=campaign.sentences["maker"]["title"],
        state=None if state == "reviewed" else state,
    )


def _messages(campaign: Campaign) -> list[str]:
    """Return the ids of the messages whose pictures people fill."""
    return [picture.message.id for layout in campaign.kit.maker if (picture := first_with(campaign, layout))]
