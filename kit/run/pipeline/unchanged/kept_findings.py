"""What is found in the words of a language, which are not judged again where nothing has changed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.base.cache.kinds import Kind
from kit.base.cache.typed_data import packed
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.base.cache.kinds import Store
    from kit.run.pipeline.unchanged.language_inputs import LanguageInputs


_FINDINGS = Kind("findings", tuple[Finding, ...])


class KeptFindings:
    """The findings in the words of each language of a project, as the last build found them."""

    def __init__(self, store: Store, inputs: LanguageInputs) -> None:
        """Take the cache that they are in, and what decides them."""
        self._store = store
        self._inputs = inputs

    def __call__(self, language: str, beside: object, make: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """Return the findings in a language, made now unless they are kept; `beside` is what else decides them."""
        key, data = self._inputs.key(language), packed(beside)
        if key is None or data is None:
            return make()
        parts, at = (key, sha256(data).hexdigest()), f"findings {self._inputs.name(language)}"
        found = _FINDINGS.find(self._store, parts, at=at)
        if found is None:
            found = make()
            _FINDINGS.keep(self._store, parts, found, at=at)
        return found
