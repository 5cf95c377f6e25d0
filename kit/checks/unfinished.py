"""Find words that somebody wrote to be replaced: no picture with such words may be published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import Review

#: Words that stand for others in any language; as part of a longer word or of an address they are none.
_WORDS = re.compile(
    r"(?<![\w@/.-])(?:TODO|(?i:tbd|fixme)|X{3,}|(?i:lorem\s+ipsum))(?![\w@/-])|(?<!\w)(?i:dolor\s+sit\s+amet)(?!\w)"
)
#: Languages in which TODO is a word, which stands in headlines all in capitals: there `TODO:` and TODO alone count.
_TODO_IS_A_WORD = {"ast", "es", "gl", "pt"}
_NOTE = re.compile(r"\W*TODO\W*|TODO\s*:.*", re.DOTALL)
#: Words in brackets; those before an address in parentheses are a link, which is another fault.
_BRACKETS = re.compile(r"\[([^\[\]\n]{2,60})\](?!\()|<([^<>\n]{2,60})>")
#: What in brackets asks for other words, in some languages. English is asked for everywhere.
_ASKS = {
    "en": r"here|inserts?|placeholder|to be (?:added|confirmed|done|written)|tbc|todo|add (?:a|an|the|your)\b.*",
    "de": r"hier|einfügen|eintragen|platzhalter",
    "es": r"aquí|insertar?|inserte|marcador",
    "fr": r"ici|insérer|insérez|à compléter",
    "it": r"qui|inserire|inserisci|segnaposto",
    "nl": r"hier|invoegen|invullen",
    "pl": r"tutaj|wstaw|wpisz|uzupełnij",
    "pt": r"aqui|inserir|insira",
}
#: What in brackets is nothing but the name of a thing to write.
_FIELDS = {
    "en": r"(?:(?:your|the|short|long|main)\s+)?(?:headline|title|subtitle|text|copy|caption|name|date|link|url|address"
    r"|city|country|place|number|figure|source|image|picture|photo|logo|hashtag|organi[sz]ation|campaign|sentence|words)",
    "de": r"(?:dein|ihr|euer)?e?\s*(?:überschrift|titel|untertitel|name|datum|ort|stadt|zahl|quelle|bild|foto)",
    "es": r"(?:tu|su|el|la)?\s*(?:titular|título|texto|nombre|fecha|enlace|ciudad|lugar|número|fuente|imagen|foto)",
    "fr": r"(?:votre|ton|le|la)?\s*(?:titre|texte|nom|date|lien|ville|lieu|nombre|chiffre|source|image|photo)",
    "it": r"(?:il tuo|la tua)?\s*(?:titolo|testo|nome|data|città|luogo|numero|fonte|immagine|foto)",
    "nl": r"(?:je|uw|de)?\s*(?:kop|titel|tekst|naam|datum|stad|plaats|getal|bron|afbeelding|foto)",
    "pl": r"(?:twój|twoja)?\s*(?:nagłówek|tytuł|tekst|imię|nazwa|data|miasto|miejsce|liczba|źródło|zdjęcie)",
    "pt": r"(?:seu|sua|o|a)?\s*(?:título|texto|nome|data|cidade|lugar|número|fonte|imagem|foto)",
}


def placeholder(review: Review) -> Iterator[Finding]:
    """No text holds a placeholder, such as TODO, lorem ipsum or [headline here]."""
    for prose in review.prose:
        found = _placeholder(prose.text, review.language.partition("-")[0].lower())
        if found:
            written = prose.text[slice(*found)]
            message = f"'{written}' in '{prose.key}' is a placeholder"
            remedy = "write the words that belong there, or take it out"
            fault = Fault(message, prose.mark_at(found[0], len(written)), remedy, code="placeholder-left")
            yield Finding("placeholder", "error", fault, prose.message)


def _placeholder(text: str, language: str) -> tuple[int, int] | None:
    """Return where the first placeholder of a text begins and ends."""
    for match in _WORDS.finditer(text):
        if match[0] != "TODO" or language not in _TODO_IS_A_WORD or _NOTE.fullmatch(text):
            return match.span()
    for match in _BRACKETS.finditer(text):
        inside = (match[1] or match[2]).strip().lower()
        if any(_asks(inside, known) for known in dict.fromkeys(("en", language)) if known in _ASKS):
            return match.span()
    return None


def _asks(inside: str, language: str) -> bool:
    """Tell whether what is in brackets asks for other words."""
    if re.fullmatch(_FIELDS[language], inside):
        return True
    return re.search(rf"(?:^(?:{_ASKS[language]})\b|\b(?:{_ASKS[language]})$)", inside) is not None
