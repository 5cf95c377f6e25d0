"""Compare a translation with `kit.yaml`: the facts that it states, its emphasis, and whether its words are translated.

Facts are numbers, dates, laws, and what qualifiers say of them. Only what certainly differs is reported: a number may
be in words, or in other units of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kit.base.errors import Fault
from kit.compose.content.emphasis import emphasised, has_emphasis, without_emphasis
from kit.judge.prose.stated_facts import Stated, StatedFacts, stated_facts
from kit.model.finding import Finding
from kit.model.review import Prose, Review
from kit.model.slot import COPY_SLOTS
from kit.text.languages.language_names import LANGUAGES
from kit.text.languages.language_wording import FEWEST_WORDS, UNKNOWN, guessed_other, wording_of, words_in
from kit.text.stems import blanked, folded, without_addresses

_Read = tuple[str, StatedFacts]


#: Up to here a number is often written in words, which are not all known.
_MOST_IN_WORDS = 120
#: What one unit of time is in another, and pairs and dozens: "two decades" may be "20 years", "a week" "7 days".
_WORTH = (1, 2, 7, 10, 12, 20, 24, 30, 60, 100, 365)
_DECADES = range(1800, 2000, 10)
#: Hours of half a day are other numbers where days have 24.
_HALF_DAYS = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
#: Keys of texts that are names or addresses.
_NAMES = frozenset(("hashtags", "creator", "credit"))
#: What qualifiers say of a number, not of a day.
_OF_NUMBERS = frozenset(("over", "at_least", "nearly", "under", "at_most"))
#: A figure in braces, by its id; partners' own words are not figures.
_FIGURE = re.compile(r"\{(?!partner\.)([^{}|.]+)")
#: What words before a figure certainly say of it: "up to" may lead to a day as well.
_OF_FIGURES = _OF_NUMBERS - {"at_most"}
_REMEDY = 'write that of kit.yaml; if it must differ, allow it: numbers: [{{allow: "{}", reason: …}}]'


def translated_facts(review: Review) -> Iterator[Finding]:
    """Numbers, dates and laws in a translation are those of `kit.yaml`, and no qualifier turns one round."""
    for prose in review.prose if review.translated_from else ():
        if not prose.originals or prose.key in _NAMES or prose.path[0] == "links":
            continue
        own = without_emphasis(prose.text)
        judged = blanked(own, review.numbers)
        ours = stated_facts(judged, review.language)
        if judged != own:  # an allowed number may be in place of one of `kit.yaml`
            ours = replace(ours, vague=True)
        read = [
            (text, stated_facts(text, review.translated_from))
            for text in map(without_emphasis, prose.originals_as_read)
        ]
        theirs = _joined([facts for _, facts in read])
        errors = [*_other_facts(ours, theirs, prose), *_turned((own, ours), read, prose, review)]
        errors += _turned_figures(own, [text for text, _ in read], prose, review)
        errors += _other_measures(ours, theirs, prose)
        yield from (Finding("translated-facts", "error", fault, prose.message) for fault in errors)
        warnings = () if errors else _other_words(ours, theirs, prose)
        yield from (Finding("translated-facts", "warning", fault, prose.message) for fault in warnings)


def _joined(facts: list[StatedFacts]) -> StatedFacts:
    """Return all that the forms of a text state."""
    return StatedFacts(
        laws={key: text for form in facts for key, text in form.laws.items()},
        months={key: text for form in facts for key, text in form.months.items()},
        numbers=tuple(stated for form in facts for stated in form.numbers),
        spelled=tuple(stated for form in facts for stated in form.spelled),
        vague=any(form.vague for form in facts),
    )


def _other_facts(ours: StatedFacts, theirs: StatedFacts, prose: Prose) -> Iterator[Fault]:
    """Yield a fault for each law, month or number that certainly differs from what `kit.yaml` states."""
    for law in ours.laws.keys() - theirs.laws.keys():
        yield _differs(
            "law", ours.laws[law], [theirs.laws[other] for other in theirs.laws.keys() - ours.laws.keys()], prose
        )
    added, missing = ours.months.keys() - theirs.months.keys(), theirs.months.keys() - ours.months.keys()
    for month in added if missing else ():
        yield _differs("date", ours.months[month], [theirs.months[other] for other in missing], prose)
    added_, missing_ = _unmatched(ours, theirs), _unmatched(theirs, ours)
    halves = any(_HALF_DAYS.search(text) for text in prose.originals)
    for stated in added_:
        sure = _is_large(stated) and not theirs.vague
        if (missing_ and not (halves and _is_hour(stated))) or sure:
            yield _differs("number", stated.text, [other.text for other in missing_], prose)
    for stated in missing_ if not added_ else ():
        if _is_large(stated) and not ours.vague:
            message = f"'{stated.text}' of kit.yaml is left out of '{prose.key}'"
            remedy = "write it as the language does, or name its figure in braces"
            yield Fault(message, prose.mark, remedy, code="number-left-out")


def _differs(kind: str, written: str, instead: list[str], prose: Prose) -> Fault:
    """Return the fault of a fact that `kit.yaml` does not state; `instead` is what it does."""
    written = " ".join(written.split())
    meant = " and ".join(f"'{' '.join(fact.split())}'" for fact in dict.fromkeys(instead))
    message = f"the {kind} '{written}' in '{prose.key}' is not in kit.yaml{f', which has {meant}' if meant else ''}"
    return Fault(message, prose.mark_of(written), _REMEDY.format(written), code="fact-differs-from-kit-yaml")


def _unmatched(ours: StatedFacts, theirs: StatedFacts) -> list[Stated]:
    """Return the numbers in digits of one text that the other has neither in digits nor in words."""
    known = {reading for stated in theirs.numbers for reading in _forms(stated)}
    in_words = {reading * worth for stated in theirs.spelled for reading in stated.readings for worth in _WORTH}
    unmatched = [stated for stated in ours.numbers if not _forms(stated) & (known | in_words)]
    return [*{stated.text: stated for stated in unmatched}.values()]


def _forms(stated: Stated) -> frozenset[Decimal]:
    """Return what a number may mean; a decade may be written without its century, as "90" for "1990"."""
    return stated.readings | {reading % 100 for reading in stated.readings if reading in _DECADES}


def _other_words(ours: StatedFacts, theirs: StatedFacts, prose: Prose) -> Iterator[Fault]:
    """Yield a fault for the only number in words that differs; other words may look like one, as "sei" in Italian."""
    known = [
        {reading * worth for one in (*facts.numbers, *facts.spelled) for reading in one.readings for worth in _WORTH}
        for facts in (ours, theirs)
    ]
    left = [
        {min(one.readings): one for one in facts.spelled if min(one.readings) > 1 and not one.readings & others}
        for facts, others in ((ours, known[1]), (theirs, known[0]))
    ]
    if len(left[0]) == len(left[1]) == 1:
        [one], [other] = left[0].values(), left[1].values()
        yield _differs("number", one.text, [other.text], prose)


def _other_measures(ours: StatedFacts, theirs: StatedFacts, prose: Prose) -> Iterator[Fault]:
    """Yield a fault for each number that has another unit of the same kind than in `kit.yaml`, as MB for GB."""
    for one in ours.numbers:
        measures = [other.measure for other in theirs.numbers if other.readings & one.readings]
        wanted = [other for other in measures if other and one.measure and other.kind == one.measure.kind]
        if one.measure and wanted and not any(other.units & one.measure.units for other in wanted):
            units, meant = (" or ".join(sorted(measure.units)) for measure in (one.measure, wanted[0]))
            message = f"'{one.text}' in '{prose.key}' is in another unit than in kit.yaml: {units}, not {meant}"
            remedy = _REMEDY.format(one.text)
            yield Fault(message, prose.mark_of(one.text), remedy, code="unit-differs-from-kit-yaml")


def _is_large(stated: Stated) -> bool:
    """Return whether a number is one that is not written in words."""
    return all(abs(reading) > _MOST_IN_WORDS for reading in stated.readings)


def _is_hour(stated: Stated) -> bool:
    return any(0 <= reading <= Decimal(24) for reading in stated.readings)


def _turned(own: _Read, read: list[_Read], prose: Prose, review: Review) -> Iterator[Fault]:
    """Yield a fault for each number whose qualifier says something else than the one before it in `kit.yaml`."""
    for one in own[1].numbers:
        says = _said_of(one, own[0], review.language)
        wanted = [
            _said_of(other, text, review.translated_from, prepositions=False)
            for text, facts in read
            for other in facts.numbers
            if other.readings & one.readings
        ]
        if says and wanted and all(meant and not meant & says for meant in wanted):
            message = f"the qualifier of '{one.text}' in '{prose.key}' says something else than in kit.yaml"
            remedy = "write one that says the same of the number"
            yield Fault(message, prose.mark_of(one.text), remedy, code="fact-turned-round")


def _turned_figures(own: str, originals: list[str], prose: Prose, review: Review) -> Iterator[Fault]:
    """Yield a fault for each figure in braces with a qualifier that `kit.yaml` does not have before it.

    A figure brings its own qualifier, so another one before it is "fewer than more than 82 million".
    """
    for match in _FIGURE.finditer(own):
        says = _meanings(own[: match.start()], review.language, prepositions=False) & _OF_FIGURES
        wanted = [
            _meanings(text[: other.start()], review.translated_from)
            for text in originals
            for other in _FIGURE.finditer(text)
            if other[1] == match[1]
        ]
        if says and not any(meant & says for meant in wanted):
            message = f"the qualifier before '{{{match[1]}}}' in '{prose.key}' is not in kit.yaml"
            remedy = "remove it: the figure is written with its own"
            yield Fault(message, prose.mark_of(f"{{{match[1]}"), remedy, code="fact-turned-round")


def _said_of(stated: Stated, text: str, language: str, *, prepositions: bool = True) -> frozenset[str]:
    """Return what the qualifier before a number says of it; nothing if none is known."""
    return _meanings(text[: stated.start], language, prepositions=prepositions)


def _meanings(words: str, language: str, *, prepositions: bool = True) -> frozenset[str]:
    """Return what the qualifier that some words end with says of a number; nothing if none is known."""
    return wording_of(language).meanings_at_end(words, prepositions=prepositions) & _OF_NUMBERS


#: Keys of texts that are sentences or parts of one; names and titles may be the same in every language.
_SENTENCES = frozenset((*COPY_SLOTS, "short", "long", "shows", "alt", "text", "counts", "label", "verb", "qualifier"))
#: What is not a word of a language: figures by id, hashtags, accounts.
_NO_WORDS = re.compile(r"\{[^{}]*\}|[#@]\S+")
#: The fewest words with a small first letter in a text that is not a name.
_FEWEST_SMALL = 2


def translated_emphasis(review: Review) -> Iterator[Finding]:
    """Where `kit.yaml` emphasises words, so does a translation."""
    for prose in review.prose:
        if prose.originals and all(map(has_emphasis, prose.originals)) and not has_emphasis(prose.text):
            message = f"'{prose.key}' emphasises nothing, but kit.yaml does"
            what = "the number that is set large" if prose.path[0] == "statistics" else "the words that are emphasised"
            fault = Fault(message, prose.mark, f"mark {what}: {emphasised('…')}", code="emphasis-lost")
            yield Finding("translated-emphasis", "warning", fault, prose.message)


def other_language(review: Review) -> Iterator[Finding]:
    """No text of a translation is that of `kit.yaml`, or in another language than its file is for."""
    if not review.translated_from or _primary(review.translated_from) == _primary(review.language):
        return
    for prose in review.prose:
        if prose.originals and prose.key in _SENTENCES:
            for fault in filter(None, (_untranslated(prose) or _elsewhere(prose, review.language),)):
                yield Finding("other-language", "warning", fault, prose.message)


def _untranslated(prose: Prose) -> Fault | None:
    """Return the fault of a text of several words that is the same as in `kit.yaml`."""
    text = _sentence(prose.text)
    words = words_in(text)
    small = [word for word in words if word[:1].islower() or not word[:1].isupper()]
    same = any(folded(text) == folded(_sentence(original)) for original in prose.originals)
    if not same or len(words) < FEWEST_WORDS or len(small) < _FEWEST_SMALL:
        return None
    message = f"'{prose.key}' is the same as in kit.yaml"
    return Fault(
        message, prose.mark, "translate it, or remove its words until somebody does", code="words-not-translated"
    )


def _elsewhere(prose: Prose, language: str) -> Fault | None:
    """Return the fault of the first line of a text that is in another language."""
    for line in prose.text.splitlines():
        other = guessed_other(_sentence(line), language)
        if other:
            begin = " ".join(without_emphasis(line).split()[:FEWEST_WORDS])
            like = "reads like another language" if other == UNKNOWN else f"reads like {LANGUAGES[other][0]}"
            message = f"'{begin} …' in '{prose.key}' {like}"
            remedy = f"write it in the language of the file, {LANGUAGES[_primary(language)][0]}"
            return Fault(message, prose.mark_of(begin), remedy, code="words-in-another-language")
    return None


def _sentence(text: str) -> str:
    """Return a text without emphasis marks, and with blanks in place of addresses, figures, hashtags and accounts."""
    return _NO_WORDS.sub(" ", without_addresses(without_emphasis(text)))


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]
