"""Check the spelling of a campaign by the program hunspell and its dictionaries, where they are installed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kit.base.errors import Fault, Mark
from kit.base.process_limits import HANGS, is_over_time, limited_command
from kit.base.programs import find_program, trusted_path, with_repositories_around
from kit.model.finding import Finding
from kit.model.review import Prose, Review
from kit.model.slot import COPY_SLOTS

_PROGRAM = "hunspell"
#: Texts that are spelt in the language of the campaign; names of publishers and creators need not be.
_SPELT = frozenset((*COPY_SLOTS, "short", "long", "shows", "alt", "text", "counts", "qualifier", "label", "verb"))
#: What is not a word of a language: figures by id, addresses, accounts, hashtags, and words with digits.
_NO_WORDS = re.compile(r"\{[^{}]*\}|\S*(?:://|@|\#)\S*|[\w-]+(?:\.[\w-]+)+(?:/\S*)?|\w*\d\w*")
#: What hunspell writes of a word that it does not know: with its suggestions, and without any
#: (https://man.archlinux.org/man/hunspell.1).
_SUGGESTED, _UNKNOWN = "&", "#"
#: The seconds of the processor that it may take, of which the English of this campaign takes two, and those on the
#: clock after which it hangs.
_SECONDS, _HUNG = 60, HANGS * 60
#: How many suggestions are shown.
_MOST_SHOWN = 3


class _GivenUpError(Exception):
    """The program took too long; the message says how long."""


def spelling(review: Review, own_words: Collection[str], mark: Mark, folder: Path) -> Iterator[Finding]:
    """Yield every word that no dictionary of the language has, once; `own_words` are those of the campaign.

    No program and no dictionary of the campaign's folder is used, nor of a repository that it is in. Without the
    program or a dictionary the only finding says so, at the `mark` of the language; so does one if the program takes
    too long.
    """
    try:
        program = find_program(_PROGRAM, trusted_path(with_repositories_around(folder)))
        yield from _misspelt(review, own_words, mark, program)
    except _GivenUpError as error:
        message, remedy = (
            f"the spelling is not checked, as {error}",
            "see whether `hunspell` works on its own, and try again",
        )
        yield Finding("spelling", "warning", Fault(message, mark, remedy, code="spelling-not-checked"))


def _misspelt(review: Review, own_words: Collection[str], mark: Mark, program: str | None) -> Iterator[Finding]:
    """Yield what `spelling` finds. Raises _GivenUpError."""
    dictionaries = _dictionaries(program, review.language) if program else []
    if not program or not dictionaries:
        message, remedy = _missing(review.language, program)
        yield Finding("spelling", "warning", Fault(message, mark, remedy, code="dictionary-missing"))
        return
    prose = [text for text in review.prose if text.key in _SPELT]
    known = {word.casefold() for word in own_words}
    for one, (word, meant) in _unknown(program, prose, dictionaries):
        stem = word.casefold().removesuffix("'s").removesuffix("\u2019s")
        if stem not in known:
            known.add(stem)
            remedy = f"did you mean {' or '.join(map(repr, meant))}?" if meant else "correct it;"
            message, remedy = f"'{word}' is not in the dictionary", f"{remedy} if it is right, add it to spelling.txt"
            yield Finding(
                "spelling", "error", Fault(message, one.mark_of(word), remedy, code="word-misspelt"), one.message
            )


def _missing(language: str, program: str | None) -> tuple[str, str]:
    """Return what is not installed to check a language, the program or a dictionary, and how to install it."""
    primary = language.partition("-")[0].lower()
    if program is None:
        remedy = f"install it: `apt install hunspell` with a dictionary, on macOS `brew install {_PROGRAM}`"
        return f"the spelling is not checked, as the program '{_PROGRAM}' is not installed", remedy
    remedy = f"install one: `apt-cache search hunspell-{primary}` finds those of Debian and Ubuntu"
    return f"the spelling is not checked, as {_PROGRAM} has no dictionary for '{language}'", remedy


def _dictionaries(program: str, language: str) -> list[str]:
    """Return the names of the installed dictionaries of a language: of its region, or else of all regions."""
    ran = _run(program, "-D", text="")
    listed = {line.replace("\\", "/").rpartition("/")[2] for line in ran.stderr.splitlines() if "/" in line}
    names = {name.removesuffix(".aff").removesuffix(".dic") for name in listed}
    tag, primary = language.replace("-", "_"), language.partition("-")[0]
    exact = [name for name in names if name.lower() == tag.lower()]
    return exact or sorted(name for name in names if re.fullmatch(rf"{re.escape(primary)}(_.+)?", name, re.IGNORECASE))


def _unknown(
    program: str, prose: Iterable[Prose], dictionaries: list[str]
) -> Iterator[tuple[Prose, tuple[str, list[str]]]]:
    """Yield each word that none of some dictionaries has, with its text and the words that may be meant."""
    spelt = [*prose]
    lines = [_NO_WORDS.sub(" ", " ".join(text.plain.split())) for text in spelt]
    ran = _run(program, "-a", "-i", "utf-8", "-d", ",".join(dictionaries), text="".join(f"^{line}\n" for line in lines))
    answers = ran.stdout.splitlines()[1:]  # the first names the program
    texts = iter(spelt)
    text = next(texts, None)
    for answer in answers:
        if not answer:  # the end of a line
            text = next(texts, None)
        elif text and answer[0] in {_SUGGESTED, _UNKNOWN}:
            head, _, meant = answer.partition(": ")
            yield text, (head.split(" ")[1], meant.split(", ")[:_MOST_SHOWN] if meant else [])


def _run(program: str, *options: str, text: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a text. Raises _GivenUpError if it exceeds a limit on time.

    It looks for dictionaries in the current folder first, which is a new and empty one here.
    """
    command = limited_command([program, *options], _SECONDS)
    try:
        with TemporaryDirectory(prefix="kit-spelling-") as folder:
            ran = subprocess.run(  # noqa: S603  (its own path, and options without words of a campaign)
                command, cwd=folder, input=text, timeout=_HUNG, check=False,
                capture_output=True, encoding="utf-8", errors="replace",
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _GivenUpError(f"{_PROGRAM} hangs: it was given up after {_HUNG:g} s") from error
    if is_over_time(ran.returncode):
        raise _GivenUpError(f"{_PROGRAM} took over {_SECONDS} s of processor time")
    return ran
