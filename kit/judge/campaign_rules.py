"""Rules on the campaign itself: they check `kit.yaml` and its languages once, independently of its pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from kit.base.errors import Fault, FontError, closest
from kit.base.licence import LICENCES, find_licence
from kit.drawing.qr import Symbol, longest_address, make_symbol
from kit.judge.voice_rules import kept_off_pictures
from kit.model.colour import DEFICIENCIES, LEAST_DISTANCE, distance, parse_hex
from kit.model.finding import Finding
from kit.model.review import CodeBox, NamedDay, Prose, Review, RolePair
from kit.text.font_book import face_faults
from kit.text.languages.language_wording import script_of_most
from kit.text.stems import find_each

#: Rules by their names in the first edition, which are still read for one more version.
FORMER_NAMES = {"lonely-word": "widow"}
#: What pictures may take from figures and sources; from a source with a shorter `shown`, only that.
_ON_PICTURES = {"statistics": ("text", "qualifier", "counts", "label"), "sources": ("title", "publisher")}


def stale(review: Review) -> Iterator[Finding]:
    """No message speaks of a past day as if it were still to come, and a countdown is right on one day only."""
    for named in review.days:
        if named.day < review.day:
            message = f"'{named.message}' speaks of {named.text}, which has passed on {review.day.isoformat()}"
            yield Finding(
                "stale", "warning", Fault(message, named.mark, "say what came of it", code="past-day"), named.message
            )
    for named in review.counted:
        fault = _on_another_day(named, review)
        if fault:
            yield Finding("stale", "warning", fault, named.message)


def _on_another_day(named: NamedDay, review: Review) -> Fault | None:
    """Return the fault of a countdown picture whose day is before the review's or, if a day was requested, after it."""
    message = f"'{named.message}' is for {named.text}"
    if named.day < review.day:
        message = f"{message}, which has passed on {review.day.isoformat()}"
        return Fault(message, named.mark, "take it down and post the one for that day", code="countdown-of-past-day")
    if named.day > review.day and review.asked:
        message = f"{message}, not for {review.day.isoformat()}"
        return Fault(message, named.mark, "post it on that day", code="countdown-of-later-day")
    return None


def voice(review: Review) -> Iterator[Finding]:
    """No word that the campaign never uses, or a longer form of one, appears anywhere people see it."""
    for prose in review.passages:
        for found in find_each(prose.text, review.voice.never).values():
            message = f"'{found.in_a_line}' is a word that the campaign never uses"
            remedy = f"say it in other words; 'never' of 'voice' lists '{found.stem}'"
            fault = Fault(message, prose.mark_of(found.words), remedy, code="banned-word")
            yield Finding("voice", "error", fault, prose.message)


def never_on_pictures(review: Review) -> Iterator[Finding]:
    """No word that `voice` keeps off pictures is on one, or in an alt text, which quotes the picture."""
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
        yield from _indistinct(pair)


def _indistinct(pair: RolePair) -> Iterator[Finding]:
    """Yield a finding if two roles of a theme look alike with some kind of colour vision."""
    one, other = map(parse_hex, pair.colours)
    if one is None or other is None:
        return
    seen = {deficiency: distance(one, other, deficiency) for deficiency in (None, *DEFICIENCIES)}
    worst = min(seen, key=lambda deficiency: seen[deficiency])
    if seen[worst] < LEAST_DISTANCE:
        message = f"'{pair.roles[0]}' and '{pair.roles[1]}' look almost alike with {worst or 'full colour vision'}"
        detail = f"{message}: their distance is {seen[worst]:.0f}; at least {LEAST_DISTANCE:.0f} is needed"
        yield Finding(
            "palette", "error", Fault(detail, pair.mark, "make one of them lighter or darker", code="colours-too-alike")
        )


def language(review: Review) -> Iterator[Finding]:
    """The kit is in one language: no message is in another script than the rest."""
    scripts = {m.message: script_of_most(filter(str.isalpha, m.text)) or "no" for m in review.messages}
    most = Counter(scripts.values()).most_common(1)[0][0]
    for message in review.messages:
        script = scripts[message.message]
        if script != most:
            letters = f"{script.title()} letters, the rest of the kit in {most.title()} ones"
            sentence = f"'{message.message}' is written in {letters}"
            fault = Fault(sentence, message.mark, f"translate it into '{review.language}'", code="mixed-scripts")
            yield Finding("language", "warning", fault, message.message)


def licence(review: Review) -> Iterator[Finding]:
    """Every licence exists."""
    for prose in review.prose:
        if prose.key == "licence" and find_licence(prose.text) is None and not _has_spdx_identifier(prose.text):
            near = closest(prose.text, [name for listed in LICENCES for name in listed.names])
            meant = find_licence(near) if near else None
            remedy = (
                f"did you mean '{meant.name}'?" if meant else "write its name or SPDX identifier, such as CC BY 4.0"
            )
            message = f"'{prose.text}' is not a known licence"
            fault = Fault(message, prose.mark, remedy, code="unknown-licence")
            yield Finding("licence", "warning", fault, prose.message)


def _has_spdx_identifier(written: str) -> bool:
    """Return whether a licence is an SPDX identifier or expression (https://spdx.org/licenses/)."""
    try:
        canonicalize_license_expression(written)
    except InvalidLicenseExpression:
        return False
    return True


def former_name(review: Review) -> Iterator[Finding]:
    """No rule is turned off by its former name."""
    for choice in review.turned_off:
        if choice.rule in FORMER_NAMES:
            message = f"the rule '{choice.rule}' is now called '{FORMER_NAMES[choice.rule]}'"
            remedy = f"write '{FORMER_NAMES[choice.rule]}'; the next version drops the former name"
            yield Finding("former-name", "warning", Fault(message, choice.mark, remedy, code="former-rule-name"))


def font(review: Review) -> Iterator[Finding]:
    """Every font file of `families` has the name, the weight and the slant that are declared for it."""
    for declared in review.faces:
        try:
            faults = [*face_faults(declared.family, declared.face, declared.path, declared.mark)]
        except FontError:  # reported where the font is used
            continue
        yield from (Finding("font", "warning", fault) for fault in faults)


def doubles(review: Review) -> Iterator[Finding]:
    """No two messages have the same copy or the same caption, except what one inherits from the other."""
    seen: dict[tuple[str, str], str] = {}
    found = set[tuple[str, bool]]()
    for (message, part), prose in _parts(review).items():
        own = [text for text in prose if not text.is_inherited]
        words = "\0".join([*(text.plain.casefold() for text in own), *prose[0].drawn_beside * (part == "copy")])
        other = seen.setdefault((part, words), message)
        if other != message and len(own) == len(prose) and (message, part == "copy") not in found:
            found.add((message, part == "copy"))
            what = "copy" if part == "copy" else f"'{part}' caption"
            sentence, remedy = f"'{message}' has the same {what} as '{other}'", "write what sets them apart"
            fault = Fault(sentence, own[0].mark, f"{remedy}, or remove one of them", code="message-doubled")
            yield Finding("doubles", "warning", fault, message)


def _parts(review: Review) -> dict[tuple[str, str], list[Prose]]:
    """Return the texts of the copy of each message, and those of each form of its caption, by message and part."""
    parts: dict[tuple[str, str], list[Prose]] = {}
    for prose in review.prose:
        part = "copy" if "copy" in prose.path else prose.key if "caption" in prose.path else ""
        if part and prose.message:
            parts.setdefault((prose.message, part), []).append(prose)
    return parts


def caption_length(review: Review) -> Iterator[Finding]:
    """No short caption is longer than the long one of its message."""
    captions = {prose.path: prose for prose in review.prose if "caption" in prose.path}
    for path, short in captions.items():
        long = captions.get(tuple("long" if step == "short" else step for step in path))
        if "short" in path and long and len(short.plain) > len(long.plain) and not short.is_inherited:
            sentence = f"the short caption of '{short.message}' is longer than its long one"
            fault = Fault(sentence, short.mark, "swap them, or write the long one anew", code="short-caption-longer")
            yield Finding("caption-length", "warning", fault, short.message)


def partner_code(review: Review) -> Iterator[Finding]:
    """The address of a partner makes codes no finer than the campaign's own."""
    code = review.partner_code
    if code is None:
        return
    finer, own = make_symbol(code.address), make_symbol(code.own)
    sizes = "; ".join(_module_size(box, finer, own) for box in code.boxes)
    versions = f"a code of version {finer.version}, the campaign's own one of version {own.version}"
    longest = longest_address(own, len(code.address))
    message = f"the address of '{code.partner}', with {len(code.address)} characters, needs {versions}; {sizes}"
    remedy = f"use a short link that leads there: up to {longest} characters need no more than the campaign's own"
    yield Finding("partner-code", "warning", Fault(message, code.mark, remedy, code="partner-code-finer"))


def _module_size(box: CodeBox, finer: Symbol, own: Symbol) -> str:
    """Return how large a module is in a box, and would be with the campaign's own address."""
    one, other = (symbol.module_in(box.side) * box.shown / box.side for symbol in (finer, own))
    return f"a module is shown {one:.2f} {box.unit} wide on {box.placement}, not {other:.2f}"


def translation(review: Review) -> Iterator[Finding]:
    """Every message is translated into every language, from the words that `kit.yaml` has now."""
    for message, fault in review.untranslated:
        yield Finding("translation", "warning", fault, message)
    for fault in review.outdated:
        yield Finding("translation", "warning", fault)


def language_voice(review: Review) -> Iterator[Finding]:
    """Every language has its own `voice` if `kit.yaml` has one, which does not apply to other languages."""
    for language, mark in review.voiceless:
        message = f"the file of '{language}' has no 'voice', so no words are ruled out in it"
        remedy = "write one, such as 'voice: {never: […]}', in words of the language, or 'voice: []' for none"
        fault = Fault(message, mark, remedy, code="language-without-voice")
        yield Finding("language-voice", "warning", fault)


def catalogue(review: Review) -> Iterator[Finding]:
    """The generator's own words, such as "Source" and the labels of the page, are in the language of the kit."""
    if review.foreign is None:
        return
    english, count = "sources, alt texts, the page and the documents are in English", len(review.missing_sentences)
    if count:
        named = ", ".join(review.missing_sentences[:_NAMED]) + (" …" if count > _NAMED else "")
        message = f"the generator's sentences in '{review.language}' lack {count} of them, so {english}: {named}"
        remedy = f"write them in locales/generator/{review.language}.yaml"
        fault = Fault(message, review.foreign, remedy, code="sentences-missing")
    else:
        message = f"the generator has no sentences in '{review.language}', so {english}"
        remedy = f"`kit new translation {review.language}` begins locales/generator/{review.language}.yaml with them"
        fault = Fault(message, review.foreign, remedy, code="no-catalogue")
    yield Finding("catalogue", "warning", fault)


#: How many of the missing sentences are named.
_NAMED = 5
