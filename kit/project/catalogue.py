"""The catalogues of what the generator itself says: source lines, alt texts, the page, documents, the calendar.

The generator's own are `kit/text/languages/sentences/TAG.yaml`. A campaign's, `locales/generator/TAG.yaml`, has the
same keys: it changes some sentences of a language, or brings all of another. `{names}` in braces stand for what is put
in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, SpecError, did_you_mean
from kit.base.lazy_imports import on_demand
from kit.base.real_paths import path_to_open
from kit.model.manifest import KitSummary
from kit.model.statistic import PLURAL_CLASSES
from kit.project.folders import OWN_SENTENCES
from kit.text import languages
from kit.text.characters import disallowed_characters
from kit.text.languages.language_names import file_of

if TYPE_CHECKING:
    from kit.base import document
else:
    document = on_demand("kit.base.document")


_FOLDER = Path(languages.__file__).parent / "sentences"
_ENGLISH = "en"
#: Where a catalogue says in which direction its language is written.
_DIRECTION, _DIRECTIONS = ("page", "dir"), ("ltr", "rtl")

#: What lines of steps may have for devices that share a picture; without it, the steps are those of other devices.
_OF_SHARING = frozenset({"shared", "unshared", "later", "caption", "address"})

#: One section of a catalogue: sentences and groups of them, by key.
Words = dict[str, Any]

#: Cached catalogues, by language.
_known: dict[str, Words] = {}


class Catalogue(NamedTuple):
    """The sentences of a language, by section, and whether a campaign brings some of them.

    `missing` are the paths of those that its file lacks in a language that the generator does not speak: until it has
    all of them, the sentences are the generator's.
    """

    sentences: Words
    is_own: bool = False
    missing: tuple[str, ...] = ()


@cache
def sentences(language: str) -> Words:
    """Return the generator's own catalogue of a language, a BCP 47 tag, or of its primary language, or else in English.

    Sections are `picture`, `page` and `documents`. The result is shared and must not be changed. The file is read like
    `kit.yaml`: every value is the string that is written. Raises SpecError for a broken catalogue.
    """
    if language in _known:
        return _known[language]
    path, english = file_of(_FOLDER, language), _FOLDER / f"{_ENGLISH}.yaml"
    own = document.read_yaml((path or english).resolve(), disallowed_characters)
    if path and path != english:
        require_all(own, sentences(_ENGLISH))
    found: Words = own.value
    return found


def sentences_of(kit: KitSummary, tag: str) -> Words:
    """Return the sentences in a language for page and documents of a kit: those that it brings, or the generator's.

    Raises ValueError if those of the kit are not all of them, or could not be formatted.
    """
    if kit.sentences is None or tag not in kit.sentences:
        return sentences(tag)
    brought, english = dict(kit.sentences[tag]), sentences(_ENGLISH)
    needed = {section: english[section] for section in ("page", "documents")}
    problems = problems_in(brought, needed)
    problem = next((f"{'.'.join(map(str, path))}: {error.message}" for path, error in problems), "")
    if problem:
        raise ValueError(f"kit.sentences.{tag}: {problem}"[:300])
    return brought


def read_catalogue(root: Path, language: str) -> Catalogue:
    """Return the catalogue of a language in a project, its folder given. Raises SpecError with the faults of its file.

    What the project's file leaves out, or has without a value, is the generator's own, if that speaks the language.
    """
    path = file_of(root / OWN_SENTENCES, language)
    if path is None:
        return Catalogue(sentences(language))
    real = path_to_open(path, root)
    written = document.read_yaml(path, disallowed_characters, name=f"{OWN_SENTENCES}/{path.name}", real=real)
    faults = [*_own_faults(written)]
    if faults:
        raise SpecError(*faults)
    own, known = written.value or {}, sentences(language)
    if not has_sentences(language) and (missing := [*_missing(own, known)]):
        return Catalogue(known, missing=tuple(".".join(path) for path in missing))
    return Catalogue(_with(known, own), is_own=True)


def require_all(own: Document, english: Words) -> None:
    """Raise SpecError, at their places, if a catalogue lacks keys of the English one."""
    faults = []
    for *above, key in _missing(own.value, english):
        name, mark = ".".join((*above, key)), own.key_mark(*above) if above else None
        remedy = f"translate it from {_ENGLISH}.yaml beside {own.file}"
        faults.append(Fault(f"the catalogue has no '{name}'", mark, remedy, code="catalogue-incomplete"))
    if faults:
        raise SpecError(*faults)


def _missing(own: object, english: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the paths of keys that a part of a catalogue lacks; plural forms depend on the language."""
    if not isinstance(english, dict) or _is_plural(english):
        return
    for key, value in english.items():
        if not isinstance(own, dict) or own.get(key) is None:
            yield from sentence_paths(value, (*above, key))
        else:
            yield from _missing(own[key], value, (*above, key))


def sentence_paths(value: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of each sentence, list of sentences and forms of one in a part of a catalogue."""
    if isinstance(value, dict) and not _is_plural(value):
        for key, inner in value.items():
            yield from sentence_paths(inner, (*above, key))
    else:
        yield above


def _own_faults(own: Document) -> Iterator[Fault]:
    """Yield the faults of a campaign's catalogue, each at its place."""
    if own.value is None:
        return
    for path, problem in sentence_problems(own.value, sentences(_ENGLISH)):
        mark = own.key_mark(*path) if problem.of_key else own.mark(*path)
        yield Fault(problem.message, mark, problem.remedy, code=problem.code)


class SentenceProblem(NamedTuple):
    """What is wrong with a value of a catalogue, or with its key, and the remedy."""

    message: str
    remedy: str
    code: str
    of_key: bool = False


def sentence_problems(own: object, english: object, path: YamlPath = ()) -> Iterator[tuple[YamlPath, SentenceProblem]]:
    """Yield each problem of a part of a catalogue, anybody's, with its path; `english` is that part of the English one.

    A catalogue without any can be formatted: names in braces are those of the English sentence, without conversions.
    What has no value is not there.
    """
    if own is None:
        return
    if isinstance(english, dict) and _is_plural(english):
        yield from _plural_problems(own, english, path)
    elif isinstance(english, dict):
        yield from _group_problems(own, english, path)
    elif isinstance(english, list):
        yield from _list_problems(own, english, path)
    else:
        yield from _sentence_problems(own, _names(str(english)), path)


def problems_in(own: object, english: Words) -> Iterator[tuple[YamlPath, SentenceProblem]]:
    """Yield each problem of a catalogue that should have all sentences of the English one, with its path."""
    yield from sentence_problems(own, english)
    for path in _missing(own, english):
        yield path, SentenceProblem("it is missing", "translate it", code="catalogue-incomplete")


def _group_problems(own: object, english: Words, path: YamlPath) -> Iterator[tuple[YamlPath, SentenceProblem]]:
    if not isinstance(own, dict):
        yield path, SentenceProblem("these must be sentences by key", "write them as in English", code="wrong-type")
        return
    for key, value in own.items():
        if key not in english:
            remedy = did_you_mean(key, english)
            yield (*path, key), SentenceProblem(f"unknown key '{key}'", remedy, code="unknown-key", of_key=True)
        else:
            yield from sentence_problems(value, english[key], (*path, key))


def _plural_problems(own: object, english: Words, path: YamlPath) -> Iterator[tuple[YamlPath, SentenceProblem]]:
    if not isinstance(own, dict) or "other" not in own or not own.keys() <= set(PLURAL_CLASSES):
        remedy = "write a form for each plural class of the language: {one: …, other: …}"
        yield path, SentenceProblem("this must be forms of a word", remedy, code="wrong-type")
        return
    allowed = Counter(name for form in english.values() for name in _names(form) or ())
    for key, form in own.items():
        yield from _sentence_problems(form, allowed, (*path, key), optional=True)


def _list_problems(own: object, english: list[str], path: YamlPath) -> Iterator[tuple[YamlPath, SentenceProblem]]:
    if not isinstance(own, list) or not own:
        yield path, SentenceProblem("this must be a list of sentences", "write it as in English", code="wrong-type")
        return
    allowed = Counter(name for line in english for name in _names(line) or ())
    for index, line in enumerate(own):
        yield from _sentence_problems(line, allowed, (*path, index), optional=True)
    found = Counter(name for line in own if isinstance(line, str) for name in _names(line) or ())
    for name in allowed.keys() - found.keys() - _OF_SHARING:
        yield path, _left_out(name)


def _sentence_problems(
    own: object, allowed: Counter[str] | None, path: YamlPath, *, optional: bool = False
) -> Iterator[tuple[YamlPath, SentenceProblem]]:
    """Yield the problems of a sentence, which has all `allowed` names, or, if they are `optional`, no others."""
    if path == _DIRECTION and own not in _DIRECTIONS:
        yield path, SentenceProblem("this is the direction of the page", "write ltr or rtl", code="wrong-type")
        return
    if not isinstance(own, str):
        yield path, SentenceProblem("this must be a sentence", "write it in quotation marks", code="wrong-type")
        return
    found, allowed = _names(own), allowed or Counter()
    if found is None:
        remedy = "write a name in each pair of braces, and no other braces"
        yield path, SentenceProblem("its braces can't be read", remedy, code="wrong-braces")
        return
    for name in found.keys() - allowed.keys():
        remedy = f"it may have {', '.join(f'{{{name}}}' for name in allowed)}" if allowed else "it takes no braces"
        yield path, SentenceProblem(f"nothing is put in for {{{name}}}", remedy, code="wrong-braces")
    if not optional:
        yield from ((path, _left_out(name)) for name in allowed.keys() - found.keys())


def _left_out(name: str) -> SentenceProblem:
    remedy = f"write {{{name}}} where it belongs; don't translate the name"
    return SentenceProblem(f"{{{name}}} is left out", remedy, code="wrong-braces")


def _names(sentence: str) -> Counter[str] | None:
    """Return the names in braces in a sentence; None if there is something else in braces, or only one of a pair."""
    try:
        parts = [*Formatter().parse(sentence)]
    except ValueError:
        return None
    if any(name is not None and (spec or conversion or not name.isidentifier()) for _, name, spec, conversion in parts):
        return None
    if "{{" in sentence or "}}" in sentence:
        return None
    return Counter(name for _, name, _, _ in parts if name is not None)


def _is_plural(value: Mapping[str, object]) -> bool:
    return value.keys() <= set(PLURAL_CLASSES)


def _with(own: Words, changes: Words) -> Words:
    """Return a catalogue with changes, nested like it; lists and forms of a word are changed as a whole."""
    changed = deepcopy(own)
    for key, value in changes.items():
        is_group = isinstance(value, dict) and not _is_plural(value)
        if value is not None:
            changed[key] = _with(changed[key], value) if is_group else value
    return changed


def cache_sentences(language: str, words: Words) -> None:
    """Take the cached catalogue of a language from an earlier run of this generator, instead of reading it."""
    _known[language] = words


def has_sentences(language: str) -> bool:
    """Return whether the generator has a catalogue of a language, a BCP 47 tag."""
    return file_of(_FOLDER, language) is not None
