"""Words and characters of translations: emphasis, words left in English, another language, quotes, broken letters."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from support.faults import write_breakable

from kit.base.document.document import Document
from kit.judge.prose.translated_facts import other_language, translated_emphasis
from kit.judge.prose.writing import letters, straight_quotes
from kit.model.review import Prose
from kit.project import load_project
from kit.run.pipeline.judging.checking import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.base.document.document import YamlPath
    from kit.model.finding import Finding
    from kit.model.review import Review

    Rule = Callable[[Review], Iterator[Finding]]

HEADLINE: YamlPath = ("messages", "sign", "copy", "headline")
CAPTION: YamlPath = ("messages", "sign", "caption", "long")
DECLARATION = Path(__file__).parents[1] / "text" / "languages" / "declaration"


def found(rule: Rule, text: str, tag: str, english: str | None = "x", path: YamlPath = CAPTION) -> list[Finding]:
    """Return what a rule finds in a text: of a translation, or of `kit.yaml` itself without words to translate."""
    originals = {} if english is None else {path: english}
    document = Document("locales/x.yaml", (f"long: {text}",), {}, {path: (1, 1)}, {path: (1, 7)}, originals=originals)
    source = "" if english is None else "en"
    review = SimpleNamespace(prose=(Prose(text, document, path, "sign"),), language=tag, translated_from=source)
    return [*rule(cast("Review", review))]


def codes(findings: list[Finding]) -> list[str]:
    assert {finding.severity for finding in findings} <= {"warning"}
    return [finding.fault.code for finding in findings]


# Letters -------------------------------------------------------------------------------------------------------------


def test_cedillas_are_found_in_romanian_alone() -> None:
    [finding] = found(letters, "Protecţia copiilor şi a lor", "ro")
    assert (finding.fault.code, finding.fault.remedy) == ("letter-of-another-alphabet", "write 'ț' (U+021B)")
    assert found(letters, "Protecția copiilor și a lor", "ro-MD") == []
    assert found(letters, "Şimdi", "tr") == []
    assert codes(found(letters, "Protecţia", "ro", None)) == ["letter-of-another-alphabet"], "in kit.yaml as well"


@pytest.mark.parametrize(
    ("text", "tag", "meant"),
    [
        ("Gute GrÃ¶ÃŸe", "de", "'Größe'"),
        ("The childâ€™s right", "en", "'child’s'"),
        ("Ð”ÐµÑ†Ð°", "bg", "'Деца'"),
        ("wiÄ™cej niÅ¼ jedno", "pl", "'więcej'"),
        ("Î±Ï€ÏŒ", "el", "'από'"),
    ],
)
def test_letters_in_a_wrong_encoding_are_found_with_what_is_meant(text: str, tag: str, meant: str) -> None:
    [finding] = found(letters, text, tag)
    assert finding.fault.code == "letters-broken"
    assert meant in (finding.fault.remedy or "")


@pytest.mark.parametrize("path", sorted(DECLARATION.glob("*.txt")), ids=lambda path: path.stem)
def test_good_prose_has_no_wrong_letter_and_no_quotes_of_another_kind(path: Path) -> None:
    texts = path.read_text(encoding="utf-8").splitlines()
    assert [one.fault.message for text in texts for one in found(letters, text, path.stem)] == []
    assert [one.fault.message for text in texts for one in found(straight_quotes, text, path.stem)] == []


# Quotation marks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tag", "remedy"),
    [
        ('Das Wort "nie" fehlt', "de", "write „…“ around"),
        ('Il dit : "jamais."', "fr", "write «…» around"),
        ('המילה "לעולם" חסרה', "he", "write ”…” around"),
        ('"Ei koskaan"', "fi", "write ”…” around"),
    ],
)
def test_straight_quotation_marks_are_found_once(text: str, tag: str, remedy: str) -> None:
    [finding] = found(straight_quotes, text, tag)
    assert (finding.fault.code, (finding.fault.remedy or "")[: len(remedy)]) == ("quote-straight", remedy)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Das Wort „nie“ fehlt", "de"),
        ('ארה"ב', "he"),
        ('ein 24" Bild', "de"),
        ("l'enfant", "fr"),
        ('El mot "mai"', "ca"),
    ],
)
def test_other_marks_are_passed_over(text: str, tag: str) -> None:
    assert found(straight_quotes, text, tag) == []
    assert found(straight_quotes, 'The word "never"', "en", None) == [], "kit.yaml itself"


# Emphasis ------------------------------------------------------------------------------------------------------------


def test_emphasis_that_is_lost_is_found() -> None:
    lost = found(translated_emphasis, "Betroffene zuerst.", "de", "Survivors **first.**", HEADLINE)
    assert codes(lost) == ["emphasis-lost"]
    assert "the words that are emphasised" in (lost[0].fault.remedy or "")
    assert found(translated_emphasis, "Betroffene **zuerst.**", "de", "Survivors **first.**", HEADLINE) == []
    assert found(translated_emphasis, "Betroffene zuerst.", "de", "Survivors first.", HEADLINE) == []
    figure = found(translated_emphasis, "82 Millionen", "de", "**82** million", ("statistics", "reports", "text"))
    assert "the number that is set large" in (figure[0].fault.remedy or "")


# Language ------------------------------------------------------------------------------------------------------------

SENTENCE = "Detection can go on in the dark."


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        (SENTENCE, CAPTION, ["words-not-translated"]),
        ("Detection can **go on**, in the dark", HEADLINE, ["words-not-translated"]),
        ("Detection goes on", HEADLINE, []),
        ("Child Safety First Foundation Europe", HEADLINE, []),
        ("#ChildSafetyFirst change.org/childsafetyfirst {law} {vote} 7 12", CAPTION, []),
        ("We Are in Danger of losing the global battle", ("sources", "letter", "title"), []),
    ],
)
def test_a_text_of_several_words_that_is_left_as_it_was_is_found(text: str, path: YamlPath, code: list[str]) -> None:
    assert codes(found(other_language, text, "de", text.replace("*", ""), path)) == code
    assert found(other_language, text, "en-GB", text, path) == [], "another English"


def test_a_line_in_another_language_is_found_at_its_beginning() -> None:
    text = "Bitte unterschreiben Sie, und teilen Sie es.\n\nPor favor, firme la petición para que la detección siga."
    [finding] = found(other_language, text, "de")
    assert finding.fault.code == "words-in-another-language"
    assert finding.fault.message == "'Por favor, firme la …' in 'long' reads like Spanish"


def test_all_of_them_are_found_at_their_lines_of_a_translation(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("Please sign it.", "Please sign it with all of your friends."))
    (tmp_path / "locales").mkdir()
    words = """\
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
statistics: {reports: {qualifier: mehr als, text: 82 Millionen, counts: davon}}
messages:
  sign:
    copy: {headline: "Unterschreib fÃ¼r {reports}", support: 'Bitte "jetzt"'}
    caption:
      short: Bitte unterschreib.
      long: Please sign it with all of your friends.
    shows: Eine Wand.
voice: []
"""
    (tmp_path / "locales" / "de.yaml").write_text(words, encoding="utf-8")
    rules = {"letters", "straight-quotes", "translated-emphasis", "other-language"}
    findings = [one for one in check(load_project(path)) if one.rule in rules]
    assert {(one.rule, str(one.fault.mark).rpartition(":")[0]) for one in findings} == {
        ("letters", "locales/de.yaml:5"),
        ("straight-quotes", "locales/de.yaml:5"),
        ("translated-emphasis", "locales/de.yaml:5"),
        ("other-language", "locales/de.yaml:8"),
    }
