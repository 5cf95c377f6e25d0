"""The pictures that the data of the page name, read as its script reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class ListedPicture(NamedTuple):
    """A picture as the page knows it; `pdf` is empty where it has none."""

    path: str
    caption: str
    alt: str
    thumbnail: str
    pdf: str


def listed_pictures(data: Mapping[str, Any]) -> Iterator[ListedPicture]:
    """Yield the pictures of the page in their order."""
    texts = ["".join(data["parts"][part] for part in parts) for parts in data["texts"]]
    begin, end, names = data["thumbnails"]
    for row in data["pictures"]:
        whole: list[int] = row + [0] * (11 - len(row))
        ending, message, placement, caption, alt, small, _, language, _, _, pdf = whole
        platform = data["placements"][placement][0].partition("/")[0]
        start = f"{data['languages'][language].lower()}/{platform}/{data['messages'][message][0]}"
        tail = data["ends"][ending]
        path = tail[1:] if tail.startswith("/") else start + tail
        yield ListedPicture(
            path,
            texts[caption],
            texts[alt],
            f"{begin}{names[small]}{end}",
            f"{path.rpartition('.')[0]}.pdf" if pdf else "",
        )
