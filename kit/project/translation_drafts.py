"""The text of a translation that is to be written: every key, each below the words that `kit.yaml` has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.model.voice import NO_VOICE
from kit.project.translated_keys import TRANSLATED, words_needed
from kit.text.plurals import plural_classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.model.campaign import Campaign
    from kit.model.document import Document, YamlPath

_HEAD = "# The words of kit.yaml in '{language}'. Write each behind its key, below the words that it is for."
_VOICE = "# Words that are ruled out in '{language}', such as {{never: [victim, ~porno]}}; those of kit.yaml are not."


def draft_of(campaign: Campaign, language: str, schema: str) -> tuple[str, int]:
    """Return a translation of a campaign without words, and how many texts are to be written in it.

    What a message takes from another is translated there. `schema` is the path of the JSON Schema of translations.
    """
    original = campaign.document
    paths = _paths(original)
    head = [f"# yaml-language-server: $schema={schema}", _HEAD.format(language=language)]
    voice = [] if campaign.voice == NO_VOICE else ["", _VOICE.format(language=language), "voice:"]
    return "\n".join([*head, *_lines(original.value, paths, language), *voice]) + "\n", len(paths)


def _paths(document: Document) -> list[YamlPath]:
    """Return the paths of all words to translate that are not taken from another message."""
    found = words_needed(document.value, TRANSLATED)
    return [path for path in found if not any(path[:length] in document.taken for length in range(1, len(path) + 1))]


def _lines(value: Any, paths: Sequence[YamlPath], language: str) -> Iterator[str]:  # noqa: ANN401  (of any YAML file)
    """Yield the lines of a translation: the keys that lead to each path, its words as a comment, and its own key."""
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
