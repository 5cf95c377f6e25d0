"""Where sentences and clauses end: the marks of all languages, and those that a language adds in its table."""

from __future__ import annotations

from kit.text.languages.language_writing import writing_of

#: Marks at which a sentence ends, and those at which a part of one does, in every language.
_SENTENCE_ENDS, _PAUSES = ".!?…", ":;,"
#: What may follow them: brackets, what closes a quotation in some language, spaces and marks of direction.
_CLOSING = "\u201c\u201d\u2018\u2019\u00ab\u00bb\u2039\u203a\"')] \u00a0\u202f\u2068\u2069"


def last_mark(text: str) -> str:
    """Return the last character of a text before what closes a quotation or a bracket; nothing of none."""
    return text.rstrip(_CLOSING)[-1:]


def ends_sentence(text: str, language: str) -> bool:
    """Return whether a sentence ends with a text, as with `;` in Greek and `؟` in Arabic."""
    mark = last_mark(text)
    return bool(mark) and (mark in _SENTENCE_ENDS or mark in writing_of(language).sentence_ends)


def ends_clause(text: str, language: str) -> bool:
    """Return whether a sentence or a part of one ends with a text."""
    mark = last_mark(text)
    paused = bool(mark) and (mark in _PAUSES or mark in writing_of(language).clause_ends)
    return paused or ends_sentence(text, language)
