"""Rules on how texts are written: markup of other formats, doubled words, quotation marks, wrong letters, placeholders.

They check texts as `kit.yaml` has them, and leave out what a language may mean. Letters are wrong that look alike, or
that a wrong encoding broke.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

import ftfy

from kit.base.document.document import MAYBE_EMPHASIS
from kit.base.errors import Fault
from kit.model.extra import GAP
from kit.model.finding import Finding
from kit.model.review import EXAMPLES, Prose, Review, own_texts_of
from kit.project.folders import SHIPPED, SPEC, TEMPLATES
from kit.project.validate import read_document
from kit.text.languages.language_writing import any_of, writing_of, writing_with_english

_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|s|small|span"
    r"|strike|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
#: A link or an image of Markdown.
_LINK = re.compile(r"!?\[[^\[\]\n]*\]\((?:[^()\s]*[/.#][^()\s]*)\)")
#: Emphasis of Markdown, except the `**` of copy: marks around words, none inside a word, a name or an address.
_STARS = re.compile(r"(?<![\w*])\*(?=\w)[^*\n]*(?<=[\w.,!?…])\*(?![\w*])")
_BARS = re.compile(r"(?<![\w@#/.-])(__?)(?=[^\W_])[^_\n]*(?<=[^\W_]|[.,!?…])\1(?!\w)")
_DOUBLED = re.compile(rf"(?<![\w'\u2019-])(\w+){MAYBE_EMPHASIS}\s+{MAYBE_EMPHASIS}((?i:\1))(?![\w'\u2019-])")
#: A run of spaces in a line, with the words around it.
_SPACES = re.compile(r"(?<!\S)\S+[ \u00a0]{2,}\S+")
#: Families of quotation marks: in each text every family comes in pairs, whichever of its marks opens in a language.
_QUOTES = ('["\u201c\u201d\u201e\u201f]', "[«»]")
_OPENING = '"\u201c\u201d\u201e«»'


def markup(review: Review) -> Iterator[Finding]:
    """No text contains HTML, or Markdown other than the `**` of copy."""
    for prose in review.prose:
        yield from (Finding("markup", "error", fault, prose.message) for fault in _html(prose))
        yield from (Finding("markup", "warning", fault, prose.message) for fault in _markdown(prose))


def _html(prose: Prose) -> Iterator[Fault]:
    """Yield a fault for the first tag and for the first entity of a text."""
    if tag := _TAG.search(prose.text):
        remedy = "remove it; tags are not interpreted, and would be shown as they are"
        yield _fault_at(prose, tag, "is an HTML tag", remedy, code="html-in-words")
    for entity in _ENTITY.finditer(prose.text):
        if meant := _meant(entity[0]):
            yield _fault_at(prose, entity, "is an HTML entity", f"write {meant} itself", code="html-in-words")
            return


def _meant(entity: str) -> str:
    """Return what an entity stands for, quoted; nothing if it is not an entity."""
    if entity[1] != "#" and entity[1:] not in html5:
        return ""
    character = html.unescape(entity)
    return f"'{character}'" if character.isprintable() and not character.isspace() else "a space"


def _markdown(prose: Prose) -> Iterator[Fault]:
    """Yield a fault for a link and for each kind of Markdown emphasis that `kit.yaml` does not have."""
    if link := _LINK.search(prose.text):
        remedy = "write only the words; addresses belong under 'links'"
        yield _fault_at(prose, link, "is a Markdown link", remedy, code="markdown-in-words")
    in_copy = "copy" in prose.path
    emphasised = "to emphasise words, write two asterisks before and after them"
    remedy = emphasised if in_copy else "remove the marks; only copy has emphasis"
    for pattern in (_STARS, _BARS):
        if match := pattern.search(prose.without_marks):
            yield _fault_at(prose, match, "has marks that would be shown as they are", remedy, code="markdown-in-words")


def doubled_word(review: Review) -> Iterator[Finding]:
    """No small word is doubled."""
    never = writing_of(review.language).never_twice
    for prose in review.prose:
        for match in _DOUBLED.finditer(prose.text):
            if match[2] in never:  # a capital begins a name
                fault = _fault_at(prose, match, "is the same word twice", "write it once", code="word-doubled")
                yield Finding("doubled-word", "warning", fault, prose.message)
                break


def double_space(review: Review) -> Iterator[Finding]:
    """No line contains two spaces in a row."""
    for prose in review.prose:
        if match := _SPACES.search(prose.text):
            fault = _fault_at(prose, match, "has more than one space", "write one", code="space-doubled")
            yield Finding("double-space", "warning", fault, prose.message)


def quotes(review: Review) -> Iterator[Finding]:
    """Quotation marks come in pairs."""
    for prose in review.prose:
        for at in filter(None, (_unpaired(prose.text), _stray(prose.text))):
            message = f"the quotation mark {prose.text[at.start()]} in '{prose.key}' has no partner"
            mark = prose.mark_at(at.start())
            fault = Fault(message, mark, "add the other one, or remove it", code="quote-unpaired")
            yield Finding("quotes", "warning", fault, prose.message)


def _unpaired(text: str) -> re.Match[str] | None:
    """Return the last of an odd number of quotation marks of one family.

    None if one may be the inch sign, or opens a paragraph of a quotation that continues in the next.
    """
    for family in _QUOTES:
        found = list(re.finditer(family, text))
        alone = any(re.search(rf'\d"$|\n\n[{_OPENING}]$', text[: match.end()]) for match in found)
        if len(found) % 2 and not alone:
            return found[-1]
    return None


def _stray(text: str) -> re.Match[str] | None:
    """Return a single quotation mark after the last sentence of a text that opens none."""
    return None if re.search(r"(?<!\w)['\u2018\u2019\u201a](?=\w)", text) else re.search(r"(?<=[.!?…])['\u2019]$", text)


def shows(review: Review) -> Iterator[Finding]:
    """What a picture or a photo shows is described without 'Image of', which screen readers say themselves."""
    beginning = _picture_of(review.language)
    for prose in review.prose:
        match = beginning.match(prose.text) if prose.key in {"shows", "alt"} else None
        if match:
            sentence, remedy = "says what screen readers say themselves", "begin with what can be seen"
            fault = _fault_at(prose, match, sentence, remedy, code="alt-text-says-image")
            yield Finding("shows", "warning", fault, prose.message)


@lru_cache(maxsize=64)
def _picture_of(language: str) -> re.Pattern[str]:
    """Return what matches the beginning of a description that only says that there is a picture."""
    writing = writing_with_english(language)
    articles, openings = any_of(writing.picture_articles), any_of(writing.picture_of)
    return re.compile(rf"\W*(?:(?:{articles})\s+)?(?:{openings})(?:(?<=['\u2019])|(?!\w))", re.IGNORECASE)


def _fault_at(prose: Prose, match: re.Match[str], sentence: str, remedy: str, *, code: str) -> Fault:
    """Return the fault of a part of a text, which the sentence describes."""
    written = prose.text[match.start() : match.end()]
    return Fault(f"'{written}' {sentence}", prose.mark_at(match.start(), len(written)), remedy, code=code)


#: Placeholder words in any language, except inside a longer word or an address.
_WORDS = re.compile(
    r"(?<![\w@/.-])(?:TODO|(?i:tbd|fixme)|X{3,}|(?i:lorem\s+ipsum))(?![\w@/-])|(?<!\w)(?i:dolor\s+sit\s+amet)(?!\w)"
)
_NOTE = re.compile(r"\W*TODO\W*|TODO\s*:.*", re.DOTALL)
#: What stands for anything in the words of a language, as `re.escape` writes it.
_ANYTHING = re.escape(" …")
#: Words in brackets; those before an address in parentheses are a link, which is another fault.
_BRACKETS = re.compile(r"\[([^\[\]\n]{2,60})\](?!\()|<([^<>\n]{2,60})>")


def sample(review: Review) -> Iterator[Finding]:
    """Once some words of the sample that `kit new` writes are replaced, none of its words and addresses are left."""
    left = [text for text in review.own_texts if text.text in _sample_texts()]
    if len(left) == len(review.own_texts):
        return  # the whole sample, which anybody may build to look at
    for entry in dict.fromkeys(text.path[:2] for text in left):
        texts = [text for text in left if text.path[:2] == entry]
        how_many = f"{len(texts)} texts" if texts[1:] else "a text"
        message = f"'{'.'.join(map(str, entry))}' has {how_many} of the sample that `kit new` wrote"
        fault = Fault(message, texts[0].mark, "write your own words, or remove it", code="sample-left")
        yield Finding("sample", "error", fault, str(entry[1]) if entry[0] == "messages" else "")


@lru_cache(maxsize=1)
def _sample_texts() -> frozenset[str]:
    """Return the words and addresses of the campaign that `kit new` writes."""
    sample_file = read_document((SHIPPED / TEMPLATES / "starter" / SPEC).resolve())
    return frozenset((*EXAMPLES, *(own.text for own in own_texts_of(sample_file))))


def placeholder(review: Review) -> Iterator[Finding]:
    """No text contains a placeholder, such as TODO, lorem ipsum or [headline here]."""
    for prose in review.prose:
        found = _placeholder(_without_gaps(prose), review.language)
        if found:
            written = prose.text[slice(*found)]
            message = f"'{written}' in '{prose.key}' is a placeholder"
            remedy = "write the words that belong there, or remove it"
            fault = Fault(message, prose.mark_at(found[0], len(written)), remedy, code="placeholder-left")
            yield Finding("placeholder", "error", fault, prose.message)


def _without_gaps(prose: Prose) -> str:
    """Return a text with blanks in place of what people fill in: an extra has gaps."""
    return GAP.sub(lambda gap: " " * len(gap[0]), prose.text) if prose.path[0] == "more" else prose.text


def _placeholder(text: str, language: str) -> tuple[int, int] | None:
    """Return where the first placeholder of a text begins and ends."""
    for match in _WORDS.finditer(text):
        if match[0] != "TODO" or not writing_of(language).todo_is_a_word or _NOTE.fullmatch(text):
            return match.span()
    for match in _BRACKETS.finditer(text):
        inside = (match[1] or match[2]).strip().lower()
        if _requests(language).search(inside):
            return match.span()
    return None


@lru_cache(maxsize=64)
def _requests(language: str) -> re.Pattern[str]:
    """Return what matches the contents of brackets that ask for other words: they say so, or name what is missing."""
    writing = writing_with_english(language)
    words = any_of(writing.placeholder_words).replace(_ANYTHING, r"\b.*")
    before, fields = any_of(writing.placeholder_determiners), any_of(writing.placeholder_fields)
    return re.compile(rf"^(?:{words})\b|\b(?:{words})$|^(?:(?:{before})\s+)?(?:{fields})$")


#: Two characters beyond ASCII in a row: one, in UTF-8, is at least two if it is read in another encoding.
_MAYBE_BROKEN = re.compile(r"[^\x00-\x7f]{2}")
#: A word with characters that are not letters, so that what is broken is quoted as a whole.
_BROKEN_WORD = re.compile(r"\S*[^\x00-\x7f]{2}\S*")
#: A straight quotation mark; not the inch sign, nor the one inside Hebrew abbreviations.
_STRAIGHT = re.compile(r'(?<!\w)"|(?<=[^\W\d_])"(?!\w)|(?<=[.,!?…])"')


def letters(review: Review) -> Iterator[Finding]:
    """No letter stands for another that looks like it, and none was broken by a wrong encoding."""
    for prose in review.prose:
        for fault in filter(None, (_wrong_letter(prose, review.language), _broken(prose))):
            yield Finding("letters", "warning", fault, prose.message)


def straight_quotes(review: Review) -> Iterator[Finding]:
    """Quotation marks of a translation are those of its language."""
    pairs = writing_of(review.language).quotes
    for prose in review.prose if pairs else ():
        if prose.originals and (match := _STRAIGHT.search(prose.text)):
            message = f"'{prose.key}' has a straight quotation mark"
            remedy = f"write {pairs[0][0]}…{pairs[0][1]} around what is quoted"
            fault = Fault(message, prose.mark_at(match.start()), remedy, code="quote-straight")
            yield Finding("straight-quotes", "warning", fault, prose.message)


def _wrong_letter(prose: Prose, language: str) -> Fault | None:
    """Return the fault of the first letter of a text that stands for one of the language."""
    right = writing_of(language).wrong_letters
    index = next((index for index, letter in enumerate(prose.text) if letter.lower() in right), None)
    if index is None:
        return None
    letter = prose.text[index]
    meant = right[letter.lower()] if letter.islower() else right[letter.lower()].upper()
    message = f"'{letter}' (U+{ord(letter):04X}) in '{prose.key}' is no letter of the language"
    remedy = f"write '{meant}' (U+{ord(meant):04X})"
    return Fault(message, prose.mark_at(index), remedy, code="letter-of-another-alphabet")


def _broken(prose: Prose) -> Fault | None:
    """Return the fault of a text that was read in another encoding than it was written in, as "Ã¤" for "ä"."""
    if not _MAYBE_BROKEN.search(prose.text):
        return None
    mended = ftfy.fix_encoding(prose.text)
    if mended == prose.text:
        return None
    words = prose.text.split()
    word = next((word for word in words if _BROKEN_WORD.search(word) and ftfy.fix_encoding(word) != word), words[0])
    meant = ftfy.fix_encoding(word)
    message, again = f"'{word}' in '{prose.key}' was read in a wrong encoding", "copy the words again, as UTF-8"
    remedy = f"did you mean '{meant}'? {again}" if meant != word else again
    return Fault(message, prose.mark_at(prose.text.index(word), len(word)), remedy, code="letters-broken")
