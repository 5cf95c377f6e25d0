"""Write the papers for people who open the kit: what to do first, where the figures come from, what is allowed.

They are plain text that says the same in every build of the same kit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.content.licence import licence_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign, Statistic


def start_here(campaign: Campaign) -> bytes:
    """Return `START-HERE.txt`: ten lines."""
    info = campaign.kit
    phone = f"On a phone, go to {info.site}" if info.site else "On a phone, it works best from a website"
    lines = (
        f"{info.title}: pictures to post, each with the words to go with it.",
        "1. If this came as a zip file, unpack it first.",
        f"2. Open index.html with a double click. {phone}.",
        "3. Choose where you will post, and the message you like best.",
        "4. Press Open the picture, then right-click it (or press and hold) and Save. On a website: Save the picture.",
        "5. Press Copy the caption. Start your post, add the picture and paste the caption.",
        "6. Below every picture is the link Alt text, posting and steps. The alt text is there, and how to post.",
        "7. Press Copy the alt text there, for people who can't see the picture. Paste it where alt text is asked for.",
        "8. Post. To let others sign, show the QR code from the page on your screen.",
        "Where the figures come from is written in SOURCES.md, what you may do with the kit in LICENSE.txt.",
    )
    return _text(lines)


def sources(campaign: Campaign) -> bytes:
    """Return `SOURCES.md`: every figure as it must be written, what it counts, its source, publisher and date."""
    return _text(
        (
            f"# {campaign.kit.title}: where the figures come from",
            "",
            "| figure | what it says | source | publisher | as of |",
            "|---|---|---|---|---|",
            *(_row(campaign, statistic) for statistic in campaign.statistics.values()),
            "",
            *_listed(campaign),
        )
    )


def licence(campaign: Campaign) -> bytes:
    """Return `LICENSE.txt`: the licence of words and pictures, how to give credit, and what is not covered."""
    info = campaign.kit
    page = licence_url(info.licence)
    lines = (
        f"{info.title} {info.version}",
        "",
        f"The words and pictures of this kit are by {info.creator}.",
        f"Licence: {info.licence}{f' ({page})' if page else ''}.",
        "",
        "When you use them elsewhere, give credit, link to the licence, and say what you changed:",
        "",
        f"    {info.title}, by {info.creator}, {info.licence}",
        "",
        "The program inside index.html is part of the kit's generator and is under the MIT licence.",
        "Names and trademarks of others that the words mention belong to their owners.",
    )
    return _text(lines)


def _row(campaign: Campaign, statistic: Statistic) -> str:
    source = campaign.sources[statistic.source]
    cells = (statistic.words, statistic.counts, source.title, source.publisher, statistic.as_of)
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(words: str) -> str:
    r"""Return words that stay in one cell, and in which Markdown sees no markup (CommonMark 2.4)."""
    line = " ".join(words.split())
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|&" else letter for letter in line)


def _listed(campaign: Campaign) -> Iterator[str]:
    for source in campaign.sources.values():
        where = f": <{source.url}>" if source.url and source.url.startswith("https://") else ""
        yield f"- {_cell(source.title)}, {_cell(source.publisher)}, {source.as_of}{where}"


def _text(lines: tuple[str, ...]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
