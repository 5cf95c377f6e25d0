"""The remedies of faults that validation finds: what to do about invalid keys and values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.base.document.document import YamlPath
from kit.base.errors import Mark, closest
from kit.project.suggestions import date_meant, impossible_day, number_meant, truth_meant, weight_meant

#: What a value must be that is a day, and one that is a mapping.
DATE = "a date such as 2020-12-01"
MAPPING = "a mapping (key: value lines)"
#: What to write, by the kind of value that is expected.
_HOW = {
    "a whole number": "write it in digits, without a comma or unit",
    "a number": "write it in digits",
    "yes or no": "write yes or no",
    "a list": "write each item on its own line below, after '- '",
    DATE: "write the year, month and day of an existing date, in digits",
    MAPPING: "write each key on its own line below, indented, as 'key: value'",
}
#: Examples of lists and mappings, by their key; entries of sections by that of the section.
_EXAMPLES = {
    "about": "{text: …, by: …, link: …}",
    "apart": "[{words: [lawful], from: [abuse], by: 6}]",
    "at": "[instagram, x/square]",
    "caption": "{short: …, long: …}",
    "checks": "[{off: widow, reason: …}]",
    "copy": "{headline: …}",
    "crops": "[{name: profile, box: [135, 0, 945, 1080]}]",
    "countdown": "{to: 2020-12-21, from: 14}",
    "distinct": "[[text, wall]]",
    "drawings": "{wide: [header]}",
    "emphasis": "{weight: 700, colour: emphasis}",
    "faces": "[{file: …, weight: 400}]",
    "fallbacks": "[source-sans]",
    "families": "{names: […], faces: […]}",
    "from": "[abuse, exploit]",
    "frames": "[{copy: {headline: …}}]",
    "hashtags": '["#ChildSafetyFirst"]',
    "help": "{text: …, link: …}",
    "hosts": "[www.change.org]",
    "images": "[{layout: message, on: [feed]}]",
    "kit": "{name: …, title: …}",
    "links": "{url: https://…, shown: …}",
    "messages": "{images: […], copy: {…}, caption: {…}, shows: …}",
    "mix": "[night, star, 0.4]",
    "names": "[Source Serif 4]",
    "on": "[feed, story]",
    "never": "[victim, ~porno]",
    "never_emphasised": "[abuse]",
    "never_in_a_line": "[find it lawful]",
    "never_on_pictures": "[lawful, ~legal]",
    "optical_size": "[8, 60]",
    "platforms": "[instagram, x/square]",
    "slots": "{required: yes}",
    "sources": "{title: …, publisher: …, as_of: 2020}",
    "statistics": "{text: …, counts: …, source: …, as_of: 2020}",
    "themes": '{wall: "#0f2a2e"}',
    "voice": "[victim]",
    "weight": "[300, 900]",
    "words": "[lawful, ~legal]",
}
#: Lists of plain words, so that a single word only needs brackets.
_OF_WORDS = {
    "at", "fallbacks", "from", "hashtags", "hosts", "names", "on", "never", "never_emphasised", "never_in_a_line",
    "never_on_pictures", "platforms", "voice", "words",
}  # fmt: skip
#: What people write for `all`.
_ALL = ("all", "every", "everything", "everywhere", "any")
#: What a plain value may not begin with or contain (YAML 1.1).
_NEEDS_QUOTES = re.compile(r"[#&*!|>%@`\"'\[{,?-]|.*[:,\[\]{}]|.* #")
#: What belongs under a missing key.
_BELONGS = {
    "kit.name": "short, for file names, such as child-safety-first",
    "version": "such as 1.0.0",
    "date": "such as 2020-12-01",
    "language": "such as en",
    "creator": "who made the kit",
    "licence": "how others may use it, such as CC BY 4.0",
    "hosts": "where links may lead, such as [www.change.org]",
    "url": "the address, with https://",
    "shown": "the address as pictures show it",
    "publisher": "who published it",
    "as_of": "its date as YYYY, YYYY-MM or YYYY-MM-DD",
    "text": "the figure as it is written",
    "help.text": "the words before the address",
    "help.link": "the name of one of 'links'",
    "counts": "what the figure counts",
    "source": "a figure needs its source",
    "images": "such as [{layout: message, on: [feed]}]",
    "on": "the roles of its placements, such as [feed]",
    "copy": "the words on the picture, by slot; {} where its figure says it all",
    "caption": "the words beside the picture, {short: …, long: …}",
    "short": "what fits every platform",
    "long": "what is used where it fits",
    "shows": "a description of the picture, without its words",
    "to": "the day, such as 2020-12-21, or the figure that has it",
    "from": "how many days before, such as 14, or from which day on",
    "apart.words": "the stems of words, such as [lawful]",
    "apart.from": "the stems of words to keep these apart from, such as [abuse]",
    "off": "the name of the rule, such as {off: widow, reason: …}",
    "allow": 'the number as copy writes it, such as {allow: "24/7", reason: …}',
    "reason": "why the rule is turned off",
    "slots": "the slots of the layout",
    "size": "1200 x 1500 in px; for paper 50 x 70 cm or A3",
    "file": "the path of the file: of a font in 'fonts', of a photo or logo from kit.yaml",
}


def add_key(path: YamlPath) -> str:
    """Return what to do about a missing key, by its path; what belongs there depends on the last key or two."""
    key = str(path[-1])
    keys = [step for step in path if isinstance(step, str)]
    belongs = _BELONGS.get(".".join(keys[-2:])) or _BELONGS.get(key)
    return f"add '{key}': {belongs}" if belongs else f"add '{key}'"


def add_value(mark: Mark) -> str:
    """Return what to do about a key without a value, at the mark of the key."""
    if re.match(r"[^:,#]*:?\s*#", mark.snippet[mark.column - 1 :]):
        return "'#' starts a comment; put the value in quotes"
    return "write a value after the colon, or remove the key"


def write_as(wanted: Sequence[str], value: object, mark: Mark, path: YamlPath = ()) -> str:
    """Return what to do about a value of the wrong type at a path; `wanted` describes the accepted types."""
    key = str(path[-1]) if path else ""
    if isinstance(value, str):
        return _meant(wanted, value, key) or _as_collection(wanted, value, path) or _how(wanted)
    if wanted[0] == "words":
        return _as_words(value, mark)
    return _as_collection(wanted, None, path) or _how(wanted)


def _how(wanted: Sequence[str]) -> str:
    return _HOW.get(wanted[0], "write one of these instead")


def _as_words(value: object, mark: Mark) -> str:
    """Return how to write words instead of a list or a mapping."""
    opening = mark.snippet[mark.column - 1 : mark.column]
    if opening in {"{", "["}:
        return f"a value that starts with '{opening}' needs quotes: \"…\""
    if isinstance(value, dict):
        return "write it on one line, in quotes if it contains ': ', or on lines below '|-'"
    return "write one value without '- ', on one line or on lines below '|-'"


def _meant(wanted: Sequence[str], value: str, key: str) -> str | None:
    """Return what a text may mean, by the accepted types; None if that is not certain."""
    if key == "weight" and (weight := weight_meant(value)):
        return f"did you mean {weight}?"
    if "yes or no" in wanted and (truth := truth_meant(value)):
        return f"did you mean '{truth}'?"
    if DATE in wanted and (remedy := date_remedy(value)):
        return remedy
    number = number_meant(value) if "a whole number" in wanted else None
    return f"write {number}" if number and number != value else None


def date_remedy(written: str) -> str | None:
    """Return what makes a date impossible, or which one may be meant; None if neither is certain."""
    impossible, meant = impossible_day(written), date_meant(written)
    if impossible:
        return f"{impossible}; write an existing date"
    return f"did you mean {meant}?" if meant and meant != written else None


def _as_collection(wanted: Sequence[str], value: str | None, path: YamlPath) -> str | None:
    """Return how to write a list or a mapping instead of a text or the other of the two."""
    key = str(path[-1]) if path else ""
    if value and "'all'" in wanted and closest(value, _ALL):
        return "did you mean 'all'?"
    if value and list(wanted) == [MAPPING] and re.match(r"\w+:(?!//)\S", value):
        return "write a space after the ':'"
    opening = "[" if any(kind.startswith("a list") for kind in wanted) else "{" if MAPPING in wanted else None
    example = _example(path, opening) if opening else None
    if value and opening == "[" and (key in _OF_WORDS or not example):
        return f"write [{_quoted(value)}]"
    return f"write {'a list' if opening == '[' else 'a mapping'}, such as {example}" if example else None


def _example(path: YamlPath, opening: str) -> str | None:
    """Return an example of a value at a path that opens with a bracket: of its key, or of its section's entries."""
    names = [step for step in reversed(path) if isinstance(step, str)]
    for name in names[:2]:
        example = _EXAMPLES.get(name, "")
        if isinstance(path[-1], int) and name == names[0]:
            example = example.removeprefix("[").removesuffix("]")
        if example.startswith(opening):
            return example
    return None


def _quoted(value: str) -> str:
    """Return a value as an item of a list in brackets, in quotes if it needs them."""
    return f'"{value}"' if _NEEDS_QUOTES.match(value) else value
