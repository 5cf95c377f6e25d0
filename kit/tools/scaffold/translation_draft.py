"""Start a translation: a file with every key to translate, each below its words in `kit.yaml`.

Qualifiers and stems of `voice` that a language has for those of `kit.yaml` are suggested, to be read and corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.base.document.document import Document, YamlPath
from kit.base.document.yaml_writing import write_yaml
from kit.base.errors import Fault, OutputError, SpecError
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.model.campaign import NO_VOICE, Campaign
from kit.model.project import Project
from kit.project.catalogue import has_sentences, sentence_paths, sentences
from kit.project.figures.figure_values import meanings
from kit.project.folders import LOCALES, OWN_SENTENCES
from kit.project.translated_keys import TRANSLATED, language_faults, words_needed
from kit.text.languages.language_wording import Choice, wording_of
from kit.text.numerals import plural_classes
from kit.text.stems import folded
from kit.tools.scaffold.editor_files import FOLDER


@dataclass(frozen=True, slots=True)
class NewTranslation:
    """A new translation: its file, and how many texts there are to translate; 0 if the file was there before.

    `sentences` is the file of the generator's own sentences, if it does not speak the language.
    """

    path: Path
    texts: int
    sentences: Path | None = None


@reporting_os_errors("the translation was begun")
def new_translation(project: Project, language: str) -> NewTranslation:
    """Write `locales/TAG.yaml` with every key to translate into a language, a BCP 47 tag, without words.

    The generator's own sentences, if it has none in the language, are begun in `locales/generator/TAG.yaml`, also
    beside a translation that exists and for the language of `kit.yaml`. Raises SpecError for an unknown language or
    that of `kit.yaml`, OutputError if the files exist.
    """
    path = project.root / LOCALES / f"{language}.yaml"
    own = project.root / OWN_SENTENCES / path.name
    is_spoken = has_sentences(language) or own.exists()
    faults = language_faults(language, project.campaign)
    if [fault for fault in faults if is_spoken or fault.code != "own-language"]:
        raise SpecError(*faults)
    if path.exists() and is_spoken:
        message, remedy = f"{LOCALES}/{path.name} already exists", "`kit check` says which words are missing in it"
        raise OutputError(Fault(message, None, remedy, code="translation-there"))
    count = 0
    if not faults and not path.exists():
        text, count = draft_of(project.campaign, language, f"../{FOLDER}/locale.json")
        write_whole(path, text.encode(), make=True)
    if not is_spoken:
        write_whole(own, draft_of_sentences(language).encode(), make=True)
    return NewTranslation(path, count, None if is_spoken else own)


_HEAD = "# The words of kit.yaml in '{language}'. Write each after its key, below the words to translate."
_VOICE = "# Words to rule out in '{language}', such as {{never: [victim, ~porno]}}; those in kit.yaml don't apply."


def draft_of(campaign: Campaign, language: str, schema: str) -> tuple[str, int]:
    """Return an empty translation of a campaign, and how many texts there are to translate.

    Words that a message inherits from another are translated in the other. `schema` is the path of the JSON Schema of
    translations.
    """
    original = campaign.document
    paths = _paths(original)
    head = [f"# yaml-language-server: $schema={schema}", _HEAD.format(language=language)]
    heard = campaign.voice != NO_VOICE
    voice = ["", _VOICE.format(language=language), *voice_lines(campaign, language)] if heard else []
    qualifiers = {
        path: [*qualifier_lines(choices, "  " * (len(path) - 1))]
        for path in paths
        if (choices := suggested_qualifiers(campaign, path, language))
    }
    lines = _lines(original.value, paths, language, qualifiers)
    return "\n".join([*head, *lines, *voice]) + "\n", len(paths)


_SENTENCES = (
    "# What the generator itself says, in '{language}'. Write each sentence after its key, below the English one, with",
    "# the same names in braces. Until all are written, these are in English.",
)


def draft_of_sentences(language: str) -> str:
    """Return an empty catalogue of the generator's sentences in a language, each key below the English sentence."""
    english = sentences("en")
    head = [line.format(language=language) for line in _SENTENCES]
    return "\n".join([*head, *_lines(english, [*sentence_paths(english)], language)]) + "\n"


def _paths(document: Document) -> list[YamlPath]:
    """Return the paths of all words to translate that are not inherited."""
    paths = words_needed(document.value, TRANSLATED)
    return [path for path in paths if not any(path[:length] in document.taken for length in range(1, len(path) + 1))]


def _lines(
    value: Any,  # noqa: ANN401  (of any YAML file)
    paths: Sequence[YamlPath],
    language: str,
    written: Mapping[YamlPath, Sequence[str]] | None = None,
) -> Iterator[str]:
    """Yield the lines of a translation: the keys above each path, its words as a comment, and its own key.

    `written` are the lines of the keys that already have words in the language.
    """
    above: YamlPath = ()
    for path in paths:
        shared = next((n for n, (one, other) in enumerate(zip(path, above, strict=False)) if one != other), 0)
        yield from ("", *[_key(path, 0)][: shared == 0]) if shared == 0 else ()
        yield from (_key(path, depth) for depth in range(max(shared, 1), len(path) - 1))
        indent = "  " * (len(path) - 1)
        yield from (f"{indent}# {line}".rstrip() for line in _words_at(value, path, language))
        yield from (written or {}).get(path) or [_key(path, len(path) - 1)]
        above = path


def _key(path: YamlPath, depth: int) -> str:
    """Return the line of one key of a path; an item of a list has its number as key."""
    step = path[depth]
    return f"{'  ' * depth}{step + 1 if isinstance(step, int) else step}:"


def _words_at(value: Any, path: YamlPath, language: str) -> Iterator[str]:  # noqa: ANN401  (of any YAML file)
    """Yield the words at a path, line by line; for plural forms, the classes that the language needs and each form."""
    for step in path:
        value = value[step]
    if isinstance(value, dict):
        yield f"a form for each of: {', '.join(plural_classes(language))}"
        yield from (f"{name}: {line}" for name, form in value.items() for line in str(form).splitlines())
        return
    if isinstance(value, list):
        yield "a list: - …"
        yield from (f"- {line}" for line in value)
        return
    yield from str(value).splitlines()


#: The lists of `voice` whose stems may be suggested; phrases and distances depend on the sentences of a language.
_LISTS = ("never", "never_on_pictures", "never_emphasised")
_PHRASES = ("never_in_a_line", "apart")


def suggested_qualifiers(campaign: Campaign, path: YamlPath, language: str) -> tuple[Choice, ...]:
    """Return the qualifiers of a language that say what the one at a path of `kit.yaml` does; none for other paths."""
    if path[0] != "statistics" or path[-1] != "qualifier":
        return ()
    figure = campaign.statistics[str(path[1])]
    return wording_of(language).choices(meanings(figure, campaign.kit.language))


def qualifier_lines(choices: tuple[Choice, ...], indent: str) -> Iterator[str]:
    """Yield the lines of a qualifier in a draft: what there is to choose from, and its key with the usual one."""
    listed = ", ".join(f"{choice.text} ({choice.note})" if choice.note else choice.text for choice in choices)
    yield f"{indent}# in this language: {listed}"
    yield indent + write_yaml({"qualifier": choices[0].text}).rstrip()


def voice_lines(campaign: Campaign, language: str) -> Iterator[str]:
    """Yield the lines of `voice` in a draft: the stems of a language for what `kit.yaml` rules out in its own.

    A comment above names what there are no stems for.
    """
    lists = {name: _suggested(getattr(campaign.voice, name), campaign.kit.language, language) for name in _LISTS}
    if any(stems for stems, _ in lists.values()):
        yield "# Suggested for those of kit.yaml; no native reader has read them yet: correct and complete them."
    yield from (f"# {name}, still to be written: {', '.join(left)}" for name, (_, left) in lists.items() if left)
    phrases = [name for name in _PHRASES if getattr(campaign.voice, name)]
    if phrases:
        yield f"# of kit.yaml also {' and '.join(phrases)}: write what may not be read in sentences of this language"
    suggested: dict[str, Any] = {name: stems for name, (stems, _) in lists.items() if stems}
    yield from write_yaml({"voice": suggested or None}).splitlines()


def _suggested(stems: tuple[str, ...], own: str, language: str) -> tuple[list[str], list[str]]:
    """Return the stems of a language for some of the campaign's own language, and those for which there are none."""
    found: dict[str, None] = {}
    left = []
    for stem in stems:
        meant = [theirs for concept, theirs in wording_of(language).ruled_out.items() if _is_of(stem, concept, own)]
        found |= dict.fromkeys(word for theirs in meant for word in theirs)
        left += [] if meant else [stem]
    return [*found], left


def _is_of(stem: str, concept: str, language: str) -> bool:
    """Return whether a stem of a language is one of a concept, or begins with one."""
    written = folded(stem)
    listed = wording_of(language).ruled_out.get(concept, ())
    return any(written.startswith(folded(stem_).rstrip()) for stem_ in listed)
