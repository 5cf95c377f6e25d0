"""Load a project, in all its languages or one, or with pseudo-copy in place of its words."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

from kit.base.cache.cache_folder import why_not_kept
from kit.base.errors import Fault, Mark, SpecError, did_you_mean
from kit.base.real_paths import LinkRefusedError, real_path
from kit.base.system_errors import reporting_os_errors, unreadable
from kit.compose.content.pseudo_copy import WRITERS, in_pseudo_language
from kit.model.campaign import Campaign
from kit.model.project import Project, PseudoCopy
from kit.project.folders import PARTNERS_FILE, SPEC
from kit.project.messages.links import address_faults
from kit.project.partners.partner_kit import kits_of, with_partner, without_messages_of_partners
from kit.project.partners.partners_file import FoundPartner, Partners, read_partners
from kit.project.plan import Globs, globs, language_of
from kit.run.pipeline.project_cache import read_project

#: A path as callers of the public API may pass it.
AnyPath = str | os.PathLike[str]

#: The names for the language of `kit.yaml`, and for all languages, in the place of tags.
OWN, ALL = "own", "all"


@reporting_os_errors("the project was read")
def load(
    path: AnyPath,
    *,
    locale: str | None = None,
    partner: str | None = None,
    languages: Collection[str] | None = None,
    only: Globs = (),
) -> Project:
    """Read a project by its `kit.yaml`, or by the folder of that, in all its languages or in one `locale`.

    With the id of a `partner`, it is the project of the partner's kit. With some `languages`, as for `in_languages`,
    only pictures in these are made of it, and no other is read; by default they are those that all globs of pictures in
    `only` name. Raises SpecError with every fault found, for a language or a partner that the project does
    not have; OutputError if KIT_CACHE names a folder in the project.
    """
    if locale is not None:
        return _in(in_kit_of(read_project(spec_at(path), lambda _: {locale}), partner), locale)
    return in_kit_of(_in_asked(path, languages, only), partner)


def _in_asked(path: AnyPath, languages: Collection[str] | None, only: Globs) -> Project:
    """Read a project, of which only pictures in the languages are made that are asked for. Raises SpecError."""
    wanted = partial(asked_languages, languages=languages, only=only)
    project = read_project(spec_at(path), wanted)
    return in_languages(project, wanted(project))


def asked_languages(project: Project, languages: Collection[str] | None, only: Globs) -> Collection[str]:
    """Return the tags that are asked for: those given, as for `in_languages`, or those that all globs name, or all."""
    if languages is None:
        languages = {language_of(glob, project.languages) or ALL for glob in globs(only)} or {ALL}
    if ALL in languages:
        return project.languages
    return {project.campaign.kit.language if tag == OWN else tag for tag in languages}


def in_kit_of(read: Project, partner: str | None, partners: Partners | None = None) -> Project:
    """Return a project as it was read as that of the campaign's own kit, or of the kit of a partner, by its id.

    The `partners` are read with the project unless they are given. Raises SpecError for a partner that the project does
    not have, or that has faults.
    """
    if partner is None:
        return without_messages_of_partners(read)
    return with_partner(read, _partner(partners or read_partners(read.root), partner).alone)


def partners_of(
    path: AnyPath, *, languages: Collection[str] | None = None, only: Globs = ()
) -> dict[str, Project | tuple[Fault, ...]]:
    """Return the project of each partner's kit by its id, or the faults of the partner, in the order of their files.

    The project, its languages and pictures are given as for `load`. Raises SpecError for a project or a file of
    partners that can't be read.
    """
    read = _in_asked(path, languages, only)
    partners = read_partners(read.root)
    made: dict[str, Project | tuple[Fault, ...]] = dict(partners.broken)
    return made | dict(kits_of(read, partners.found.values()))


def _partner(partners: Partners, id_: str) -> FoundPartner:
    """Return one of the partners of a project. Raises SpecError if it has none of that id, or a broken one."""
    if id_ in partners.broken:
        raise SpecError(*partners.broken[id_])
    if id_ not in partners.found:
        message, known = f"the project has no partner '{id_}'", tuple(partners.found)
        remedy = did_you_mean(id_, known) if known else f"add it to {PARTNERS_FILE}"
        raise SpecError(Fault(message, None, remedy, code="unknown-partner"))
    return partners.found[id_]


def spec_at(path: AnyPath) -> Path:
    """Return the `kit.yaml` of a path, which is not a link: the file itself, or the one in a folder.

    A link that is named is followed, and the project is the folder of the file that it leads to. Raises SpecError for
    one in a folder that is a link out of it, or to something hidden.
    """
    given = Path(path)
    if not given.is_dir():
        return given.resolve() if given.is_symlink() else given
    spec, root = given / SPEC, given.resolve()
    try:
        return real_path(root / SPEC, root) if spec.is_symlink() else spec
    except LinkRefusedError as error:
        fault = unreadable(spec, error)
        remedy = f"{fault.remedy}, or name the file with --spec, which follows links"
        raise SpecError(replace(fault, remedy=remedy)) from error


def cache_fault(path: AnyPath) -> Fault | None:
    """Return why nothing of a project can be kept for the next command; None if it can, or if that is intended.

    The project is given as for `load`. Raises OutputError if KIT_CACHE names a folder in it.
    """
    return why_not_kept(spec_at(path).parent)


def _in(project: Project, locale: str) -> Project:
    """Return a project in one of its languages. Raises SpecError if it has no picture in it."""
    known = [campaign.kit.language for campaign in project.campaigns]
    if locale in known:
        return project.in_language(locale)
    left_out = [fault for broken in project.broken if broken.language == locale for fault in broken.faults]
    left_out += [missing.fault for missing in project.untranslated if missing.language == locale]
    if left_out:
        raise SpecError(*left_out)
    raise SpecError(unknown_locale(locale, project.languages))


def in_languages(project: Project, tags: Iterable[str]) -> Project:
    """Return a project of which only pictures in some of its languages are made; the others are set aside.

    `own` is that of `kit.yaml`, and `all` are all. Raises SpecError for a language that the project does not have.
    """
    wanted = {*asked_languages(project, {*tags}, ())}
    _require_declared(project, wanted)
    return project.without({*project.languages} - wanted)


def without_languages(project: Project, tags: Iterable[str]) -> Project:
    """Return a project without some of its translations, whatever errors they have.

    `TAG/MESSAGE` is a message that is held back in a language; that is not an error then. Raises SpecError for a
    language that the project does not have, for its own, and for a message that is not held back.
    """
    names = {*tags}
    held_back = {f"{held.language}/{held.message}": held for held in project.held_back}
    messages = {name for name in names if "/" in name}
    faults = [
        Fault(f"'{name}' is not held back", None, did_you_mean(name, held_back), code="message-not-held-back")
        for name in sorted(messages - held_back.keys())
    ]
    if faults:
        raise SpecError(*faults)
    unwanted = names - messages
    _require_declared(project, unwanted)
    main = project.campaign.kit.language
    if main in unwanted:
        message, remedy = f"'{main}' is the language of kit.yaml, which can't be left out", "name translations only"
        raise SpecError(Fault(message, None, remedy, code="own-language-needed"))
    left = tuple(held for name, held in held_back.items() if name not in messages)
    return replace(project, held_back=left).without(unwanted)


def _require_declared(project: Project, tags: Iterable[str]) -> None:
    """Raise SpecError for tags of languages that a project does not have."""
    faults = [unknown_locale(tag, project.languages) for tag in sorted({*tags} - {*project.languages})]
    if faults:
        raise SpecError(*faults)


def unknown_locale(tag: str, known: Iterable[str]) -> Fault:
    """Return the fault of a language that a project does not have."""
    message, remedy = f"the project has no language '{tag}'", did_you_mean(tag, known)
    return Fault(message, None, remedy, code="unknown-locale")


def published_at(project: Project, site: str) -> Project:
    """Return a project with its kit's published address, unless `kit.yaml` names one. Raises SpecError."""
    faults = address_faults(site, None, Mark("--site", 1))
    if faults:
        raise SpecError(*(replace(fault, mark=None) for fault in faults))

    def published(campaign: Campaign) -> Campaign:
        """Return the campaign in one language with the address."""
        return replace(campaign, kit=replace(campaign.kit, site=campaign.kit.site or site))

    translations = {tag: published(campaign) for tag, campaign in project.translations.items()}
    return replace(project, campaign=published(project.campaign), translations=translations)


def with_pseudo_copy(project: Project, kind: PseudoCopy) -> Project:
    """Return a project whose pictures are in pseudo-copy: `long`, half as long again, or `rtl`, from right to left.

    With `accents` or `marked`, in brackets, so are captions, alt texts, page and documents: all that is translated. It
    is built into a folder of its own, named after the kind, and is never taken for the kit. Raises SpecError for
    another kind.
    """
    if kind not in get_args(PseudoCopy):
        remedy = did_you_mean(kind, get_args(PseudoCopy))
        raise SpecError(Fault(f"there is no pseudo-copy '{kind}'", None, remedy, code="unknown-pseudo-copy"))
    info = project.campaign.kit
    title = project.campaign.sentences["picture"]["pseudo_copy"].format(title=info.title)
    named = replace(info, name=f"pseudo-{kind}", title=title)
    only, campaign = project.in_language(info.language), project.campaign
    if kind in WRITERS:
        campaign = in_pseudo_language(campaign, WRITERS[kind])
        named = replace(campaign.kit, name=f"pseudo-{kind}", title=WRITERS[kind](title))
    return replace(only, campaign=replace(campaign, kit=named), pseudo=kind)
