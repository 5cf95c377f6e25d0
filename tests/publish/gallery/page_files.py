"""What a kit's page and documents are, as files, for kits of a few pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.compose.content.summary import summarise
from kit.model.asset import Asset
from kit.publish.gallery import gallery_files
from kit.publish.store.manifest_file import manifest_of

if TYPE_CHECKING:
    from kit.model.campaign import Campaign
    from kit.model.manifest import Manifest
    from kit.model.project import Project

GALLERY = Path(__file__).parents[3] / "kit" / "publish" / "gallery"
#: The languages of the generator's own sentences.
LANGUAGES = sorted(path.stem for path in (GALLERY.parents[1] / "text" / "languages" / "sentences").glob("*.yaml"))
#: Words that would do harm if they were taken for more than words.
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) \u2028 &amp; \"'"


def asset(path: str = "en/x/reports-square-1080x1080.png", **changes: Any) -> Asset:  # noqa: ANN401  (any field of an asset)
    base = Asset(
        path=path,
        sha256="0" * 64,
        pixels_sha256="0" * 64,
        bytes=1,
        width=1080,
        height=1080,
        media_type="image/png",
        platform="x",
        placement="x/square",
        role="feed",
        message="reports",
        layout="statistic",
        drawing="statistic/square.svg",
        theme="night",
        frame=None,
        language="en",
        partner=None,
        alt="A number.",
        alt_long="A very large number.",
        caption="More than 82 million reports.",
        link="https://www.change.org/childsafetyfirst",
        qr=None,
    )
    return replace(base, **changes)


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts, styles and links."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] in self.inside and data.strip():
            self.inside[self.elements[-1][0]].append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(next(one for one in self.inside["script"] if one.startswith("{")))
        return found


def manifest(project: Project, *assets: Asset, campaign: Campaign | None = None) -> Manifest:
    return manifest_of(summarise(campaign or project.campaign, project.placements), assets)


def files_of(project: Project, *assets: Asset, campaign: Campaign | None = None) -> dict[str, bytes]:
    return gallery_files(manifest(project, *assets, campaign=campaign))


def page_of(project: Project, *assets: Asset) -> tuple[str, Page]:
    text = files_of(project, *assets)["index.html"].decode()
    return text, Page(text)
