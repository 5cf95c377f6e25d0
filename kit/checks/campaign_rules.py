"""Rules on the campaign itself: they judge `kit.yaml` and its languages once, whatever pictures it makes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from kit.base.errors import Fault, closest
from kit.checks.voice_rules import kept_off_pictures
from kit.colour import DEFICIENCIES, LEAST_DISTANCE, distance, parse_hex
from kit.model.finding import Finding
from kit.model.licence import LICENCES, find_licence
from kit.text.stems import find_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import NamedDay, Review, RolePair


#: Rules by the names that they had in the first edition; these are read for one version more.
FORMER_NAMES = {"lonely-word": "widow"}
#: What pictures may take from figures and sources; of a source that has a shorter `shown`, that alone.
_ON_PICTURES = {"statistics": ("text", "qualifier", "counts", "label"), "sources": ("title", "publisher")}


def stale(review: Review) -> Iterator[Finding]:
    """No message speaks of a day that has passed as if it were to come, and a countdown is right on one day only."""
    for named in review.days:
        if named.day < review.day:
            said = f"'{named.message}' speaks of {named.text}, which has passed on {review.day.isoformat()}"
            yield Finding(
                "stale", "warning", Fault(said, named.mark, "say what has come of it", code="past-day"), named.message
            )
    for named in review.counted:
        fault = _on_another_day(named, review)
        if fault:
            yield Finding("stale", "warning", fault, named.message)


def _on_another_day(named: NamedDay, review: Review) -> Fault | None:
    """Return the fault of a picture of a countdown that is for a day before the review's or, where asked, after it."""
    said = f"'{named.message}' is for {named.text}"
    if named.day < review.day:
        said = f"{said}, which has passed on {review.day.isoformat()}"
        return Fault(said, named.mark, "take it down, and post that of the day", code="countdown-of-past-day")
    if named.day > review.day and review.asked:
        said = f"{said}, and not for {review.day.isoformat()}"
        return Fault(said, named.mark, "post it on its own day", code="countdown-of-later-day")
    return None


def voice(review: Review) -> Iterator[Finding]:
    """No word that the campaign never uses, or that begins as one, is anywhere people see it."""
    for prose in review.passages:
        for found in find_each(prose.text, review.voice.never).values():
            message = f"'{found.words}' is a word that the campaign never uses"
            remedy = f"say it in other words; 'never' of 'voice' lists '{found.stem}'"
            fault = Fault(message, prose.mark_of(found.words), remedy, code="banned-word")
            yield Finding("voice", "error", fault, prose.message)


def never_on_pictures(review: Review) -> Iterator[Finding]:
    """No word that `voice` keeps off pictures is on one, or in an alt text, which quotes it."""
    shown = {prose.path[1] for prose in review.prose if prose.path[0] == "sources" and prose.key == "shown"}
    for prose in review.prose:
        section = str(prose.path[0])
        keys = {"shown"} if section == "sources" and prose.path[1] in shown else _ON_PICTURES.get(section, ())
        for found in find_each(prose.plain, review.voice.never_on_pictures).values() if prose.key in keys else ():
            fault = kept_off_pictures(found, prose.mark_of(found.words))
            yield Finding("never-on-pictures", "error", fault)


def palette(review: Review) -> Iterator[Finding]:
    """Colours whose difference carries meaning are distinct in every kind of colour vision."""
    for pair in review.pairs:
        yield from _alike(pair)


def _alike(pair: RolePair) -> Iterator[Finding]:
    """Yield a finding when two roles of a theme look alike to somebody."""
    one, other = map(parse_hex, pair.colours)
    if one is None or other is None:
        return
    seen = {deficiency: distance(one, other, deficiency) for deficiency in (None, *DEFICIENCIES)}
    worst = min(seen, key=lambda deficiency: seen[deficiency])
    if seen[worst] < LEAST_DISTANCE:
        said = f"'{pair.roles[0]}' and '{pair.roles[1]}' look almost alike with {worst or 'full colour vision'}"
        detail = f"{said}: {seen[worst]:.0f} of at least {LEAST_DISTANCE:.0f}"
        yield Finding(
            "palette", "error", Fault(detail, pair.mark, "make one of them lighter or darker", code="colours-too-alike")
        )


def language(review: Review) -> Iterator[Finding]:
    """The kit speaks one language: no message is left in another script than the rest."""
    scripts = {message.message: _script(message.text) for message in review.messages}
    most = Counter(scripts.values()).most_common(1)[0][0]
    for message in review.messages:
        script = scripts[message.message]
        if script != most:
            letters = f"{script.title()} letters, the rest of the kit in {most.title()} ones"
            said = f"'{message.message}' is written in {letters}"
            fault = Fault(said, message.mark, f"translate it into '{review.language}'", code="mixed-scripts")
            yield Finding("language", "warning", fault, message.message)


def licence(review: Review) -> Iterator[Finding]:
    """A licence is one that exists."""
    for prose in review.prose:
        if prose.key == "licence" and find_licence(prose.text) is None and not _has_spdx_identifier(prose.text):
            near = closest(prose.text, [name for known in LICENCES for name in known.names])
            meant = find_licence(near) if near else None
            remedy = (
                f"did you mean '{meant.name}'?" if meant else "write its name or SPDX identifier, such as CC BY 4.0"
            )
            message = f"no licence is known by the name '{prose.text}'"
            fault = Fault(message, prose.mark, remedy, code="unknown-licence")
            yield Finding("licence", "warning", fault, prose.message)


def _has_spdx_identifier(written: str) -> bool:
    """Tell whether a licence is written as an identifier or an expression of SPDX (https://spdx.org/licenses/)."""
    try:
        canonicalize_license_expression(written)
    except InvalidLicenseExpression:
        return False
    return True


def former_name(review: Review) -> Iterator[Finding]:
    """No rule is turned off by the name that it had before."""
    for choice in review.turned_off:
        if choice.rule in FORMER_NAMES:
            said = f"the rule '{choice.rule}' is called '{FORMER_NAMES[choice.rule]}' now"
            remedy = f"write '{FORMER_NAMES[choice.rule]}'; the next version does not know the former name"
            yield Finding("former-name", "warning", Fault(said, choice.mark, remedy, code="former-rule-name"))


def _script(text: str) -> str:
    """Return the script of most letters of a text, as their names in Unicode begin."""
    letters = Counter(unicodedata.name(c, "unknown").partition(" ")[0] for c in text if c.isalpha())
    return letters.most_common(1)[0][0] if letters else "no"


def translation(review: Review) -> Iterator[Finding]:
    """No message is left out of a language because words of it are not translated."""
    for message, fault in review.untranslated:
        yield Finding("translation", "warning", fault, message)


def language_voice(review: Review) -> Iterator[Finding]:
    """Every language has its own `voice` where `kit.yaml` has one, which judges no words of other languages."""
    for language, mark in review.voiceless:
        message = f"no words are ruled out in '{language}', as its file has no 'voice'"
        remedy = "write one, such as 'voice: {never: […]}', in words of the language, or 'voice: []' for none"
        fault = Fault(message, mark, remedy, code="language-without-voice")
        yield Finding("language-voice", "warning", fault)


def catalogue(review: Review) -> Iterator[Finding]:
    """What the generator writes itself, such as "Source" and the labels of the page, is in the language of the kit."""
    if review.foreign:
        said = f"the generator has no sentences in '{review.language}': sources, alt texts and page have English ones"
        remedy = "write kit/content/words/{}.yaml in the generator, as CONTRIBUTING.md says"
        fault = Fault(said, review.foreign, remedy.format(review.language.lower()), code="no-catalogue")
        yield Finding("catalogue", "warning", fault)
