"""Suggest words of a language for its translation: qualifiers of figures, and stems of what `voice` rules out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.base.document.yaml_writing import write_yaml
from kit.project.figures.figure_values import meanings
from kit.text.languages.language_wording import wording_of
from kit.text.stems import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.base.document.document import YamlPath
    from kit.model.campaign import Campaign
    from kit.text.languages.language_wording import Choice


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
    listed = ", ".join(f"{one.text} ({one.note})" if one.note else one.text for one in choices)
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
        found |= dict.fromkeys(one for theirs in meant for one in theirs)
        left += [] if meant else [stem]
    return [*found], left


def _is_of(stem: str, concept: str, language: str) -> bool:
    """Return whether a stem of a language is one of a concept, or begins with one."""
    written = folded(stem)
    listed = wording_of(language).ruled_out.get(concept, ())
    return any(written.startswith(folded(one).rstrip()) for one in listed)
