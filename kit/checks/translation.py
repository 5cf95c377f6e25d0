"""Rules on the languages of a campaign: every message in each of them, and the generator's own sentences too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import Review


def translation(review: Review) -> Iterator[Finding]:
    """No message is left out of a language because words of it are not translated."""
    for message, fault in review.untranslated:
        yield Finding("translation", "warning", fault, message)


def catalogue(review: Review) -> Iterator[Finding]:
    """What the generator writes itself, such as "Source" and the labels of the page, is in the language of the kit."""
    if review.foreign:
        said = f"the generator has no sentences in '{review.language}': sources, alt texts and page have English ones"
        remedy = "write kit/content/words/{}.yaml in the generator, as CONTRIBUTING.md says"
        fault = Fault(said, review.foreign, remedy.format(review.language.lower()), code="no-catalogue")
        yield Finding("catalogue", "warning", fault)
