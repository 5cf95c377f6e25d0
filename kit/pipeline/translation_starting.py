"""Begin a translation: a file with every key to translate, each below the words that `kit.yaml` has for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.errors import Fault, OutputError, SpecError
from kit.pipeline.describing import FOLDER
from kit.project.translated_keys import TRANSLATED, words_needed
from kit.project.translation_files import LOCALES, language_faults
from kit.system_errors import system_errors_told
from kit.text.plurals import plural_classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kit.model.document import YamlPath
    from kit.model.project import Project

_HEAD = "# The words of kit.yaml in '{language}'. Write each behind its key, below the words that it is for."
_SCHEMA = f"# yaml-language-server: $schema=../{FOLDER}/locale.json"


@dataclass(frozen=True, slots=True)
class NewTranslation:
    """A translation that was begun: its file, and how many texts are to be written in it."""

    path: Path
    texts: int


@system_errors_told("the translation was begun")
def new_translation(project: Project, language: str) -> NewTranslation:
    """Write `locales/TAG.yaml` with every key to translate into a language, a BCP 47 tag, and no words behind them.

    Raises SpecError for what is no language, or that of `kit.yaml`, OutputError when there is such a file.
    """
    faults = language_faults(language, project.campaign)
    if faults:
        raise SpecError(*faults)
    path = project.root / LOCALES / f"{language}.yaml"
    if path.exists():
        message, remedy = f"{LOCALES}/{path.name} is there", "`kit check` says which words are missing in it"
        raise OutputError(Fault(message, None, remedy, code="translation-there"))
    paths = _paths(project)
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(_lines(project.campaign.document.value, paths, language)) + "\n", encoding="utf-8")
    return NewTranslation(path, len(paths))


def _paths(project: Project) -> list[YamlPath]:
    """Return the paths of all words to translate that are not taken from another message."""
    document = project.campaign.document
    found = words_needed(document.value, TRANSLATED)
    return [path for path in found if not any(path[:length] in document.taken for length in range(1, len(path) + 1))]


def _lines(value: Any, paths: Sequence[YamlPath], language: str) -> Iterator[str]:  # noqa: ANN401  (of any YAML file)
    """Yield the lines of a translation: the keys that lead to each path, its words as a comment, and its own key."""
    yield from (_SCHEMA, _HEAD.format(language=language))
    above: YamlPath = ()
    for path in paths:
        shared = next((n for n, (one, other) in enumerate(zip(path, above, strict=False)) if one != other), 0)
        yield from ("", *[_key(path, 0)][: shared == 0]) if shared == 0 else ()
        yield from (_key(path, depth) for depth in range(max(shared, 1), len(path) - 1))
        indent = "  " * (len(path) - 1)
        yield from (f"{indent}# {line}".rstrip() for line in _words(value, path, language))
        yield _key(path, len(path) - 1)
        above = path


def _key(path: YamlPath, depth: int) -> str:
    """Return the line of one key on the way to a path; an item of a list is named by its number."""
    step = path[depth]
    return f"{'  ' * depth}{step + 1 if isinstance(step, int) else step}:"


def _words(value: Any, path: YamlPath, language: str) -> Iterator[str]:  # noqa: ANN401  (of any YAML file)
    """Yield the words at a path, line by line; of forms for a count each, and which the language needs."""
    for step in path:
        value = value[step]
    if isinstance(value, dict):
        yield f"a form for each of: {', '.join(plural_classes(language))}"
        yield from (f"{name}: {line}" for name, form in value.items() for line in str(form).splitlines())
        return
    yield from str(value).splitlines()
