"""Write the documents for people who open the kit: what to do first, where the figures come from, what is allowed.

They are plain text, the same in every build of the same kit; their sentences come from the catalogue of a language.
Each begins with a byte order mark: browsers and editors that are told no encoding then read UTF-8.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from itertools import chain
from typing import TYPE_CHECKING

from kit.model.licence import find_licence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.content.catalogue import Words
    from kit.model.manifest import FigureEntry, KitSummary, SourceEntry


def start_here(kit: KitSummary, words: Words) -> bytes:
    """Return `START-HERE.txt`: ten lines, and one that says where people find help, if the kit names a place."""
    phone = words["phone"]["site" if kit.site else "no_site"].format(site=kit.site)
    helping = (words["help"].format(words=kit.help.text, address=kit.help.url),) if kit.help else ()
    return _text((*(line.format(title=kit.title, phone=phone) for line in words["lines"]), *helping))


def sources(kit: KitSummary, words: Words) -> bytes:
    """Return `SOURCES.md`: every figure as it must be written, with its source and date; who made photos and logos."""
    by_id = {source.id: source for source in kit.sources}
    return _text(
        (
            f"# {words['title'].format(title=_one_line(kit.title))}",
            "",
            f"| {' | '.join(words['columns'])} |",
            "|---" * len(words["columns"]) + "|",
            *(_row(figure, by_id[figure.source]) for figure in kit.figures),
            "",
            *_listed(kit.sources),
            *(["", *_credits(kit, words["credits"])] if kit.credits else ()),
        )
    )


def licence(kit: KitSummary, words: Words) -> bytes:
    """Return `LICENSE.txt`: the licence of words and pictures, what it asks and allows, and what is not covered."""
    known = find_licence(kit.licence)
    name, address = (known.name, known.url) if known else (kit.licence, None)
    form = words["address"]["known" if address else "unknown"]
    values = {
        "title": kit.title,
        "version": kit.version,
        "creator": kit.creator,
        "licence": name,
        "licence_and_address": form.format(licence=name, address=address),
    }
    terms = (words["terms"][term] for term in (known.terms if known else ("unknown",)))
    images = (words["credits"],) if kit.credits else ()
    blocks = (words["lines"], *terms, *images, words["not_covered"])
    return _text(line.format(**values) for line in chain(blocks[0], *(["", *block] for block in blocks[1:])))


def _row(figure: FigureEntry, source: SourceEntry) -> str:
    cells = (figure.words, figure.counts, source.title, source.publisher, figure.as_of)
    return f"| {' | '.join(map(_one_line, cells))} |"


def _one_line(words: str) -> str:
    r"""Return words on one line or in one cell, in which Markdown sees no markup (CommonMark 2.4)."""
    line = " ".join(words.split())
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|&" else letter for letter in line)


def _listed(sources: Iterable[SourceEntry]) -> Iterator[str]:
    for source in sources:
        where = f": <{source.url}>" if source.url and source.url.startswith("https://") else ""
        yield f"- {_one_line(source.title)}, {_one_line(source.publisher)}, {source.as_of}{where}"


def _credits(kit: KitSummary, words: Words) -> Iterator[str]:
    """Yield who made the photos and logos, and for which messages."""
    titles = {message.id: message.title for message in kit.messages}
    yield from (f"## {words['title']}", "")
    for entry in kit.credits:
        shown = ", ".join(_one_line(titles[id_]) for id_ in entry.messages)
        yield f"- {words['some' if shown else 'all'].format(credit=_one_line(entry.credit), messages=shown)}"


def _text(lines: Iterable[str]) -> bytes:
    return BOM_UTF8 + "".join(f"{line}\n" for line in lines).encode()
