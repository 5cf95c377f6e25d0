"""Write `index.html`: one page with its style, its script and its data inside.

The campaign's words reach the page as text only: Jinja2 escapes them in the page, and no `<` in the data can end its
element. The page's own policy blocks any other script or style.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Template

from kit.base.geometry import Size
from kit.base.page_parts import compact_text, page_form, policy_digest, script_data
from kit.drawing.qr import make_symbol
from kit.model.asset import EXTENSIONS, IMAGE_FORMATS, Asset
from kit.model.layout import Element
from kit.model.manifest import HTML, OF_DRAFTS, PLAN, ZIPS, KitSummary, Manifest, page_path
from kit.model.tree import Tree
from kit.project.catalogue import Words
from kit.publish.gallery.page_data import KitName, about_page, linked_help, listing, name_of, sorted_pictures
from kit.publish.gallery.page_lists import list_beyond, list_of_days, list_of_pictures
from kit.publish.gallery.posting_plan import pictures_of_days
from kit.publish.gallery.text_order import direction_of, marked_up
from kit.text.languages.language_names import own_name

#: The placement whose picture is the page's preview image.
_PREVIEW = "open_graph/link_preview"
#: The parts of the page's script, in order; they share one scope.
_SCRIPT = (
    "data", "elements", "labels", "status", "day", "ended", "search", "copying", "long_press", "cards", "empty_state",
    "picture", "sharing", "posting", "posted", "plan", "usage", "calendar", "together", "offline", "routing",
)  # fmt: skip
#: The labels of the page of languages.
_OF_LIST = ("about", "language", "help", "drafts", "draft", "sources", "licence", "table")
#: The placeholder in the script for the media types of image endings.
_TYPES = "TYPES_BY_ENDING"
#: The icon of the page of a kit without a logo: a lit horizon.
_ICON_SIDE, _ICON = (
    32,
    (
        Element("rect", {"width": "32", "height": "32", "rx": "6", "fill": "#0f2a2e"}),
        Element("circle", {"cx": "16", "cy": "20", "r": "8", "fill": "#f5a83c"}),
        Element("path", {"fill": "#ffd98a", "d": "M4 20h24v3H4z"}),
        Element("path", {"fill": "#0f2a2e", "d": "M4 23h24v6H4z"}),
    ),
)


class _Code(NamedTuple):
    """A QR code as SVG: the address, modules a side with the quiet zone, and path data in modules."""

    address: str
    side: int
    path: str


class _Draft(NamedTuple):
    """A language that nobody has reviewed: its tag, its own name, where its pictures are, and in which zip."""

    language: str
    name: str
    address: str
    file: str = ""


class PartnerRow(NamedTuple):
    """A partner: its id, name and address, and the languages, the page and the zips of its kit, by their paths.

    `page` is empty if there is no kit; `fault` says what is wrong with the partner.
    """

    id: str
    name: str
    link: str = ""
    languages: tuple[str, ...] = ()
    page: str = ""
    zips: tuple[str, ...] = ()
    fault: str = ""


def index_html(
    manifest: Manifest,
    words: Words,
    *others: Words,
    elsewhere: Mapping[str, str] | None = None,
    name: KitName | None = None,
) -> bytes:
    """Return the page in UTF-8, with labels from a catalogue, and from others for readers who choose those languages.

    If the pages of other languages are `elsewhere`, by tag, this one is in a folder of its own, beside theirs. `name`
    is the title of the kit in its own language, if that is another one.
    """
    root = "../" if elsewhere else ""
    data = listing(manifest, words, *others, root=root, elsewhere=elsewhere, name=name)
    style, script, early = compact_text("publish/gallery/gallery.css"), _script(), _early(manifest, root)
    page = template("index.html.j2").render(
        kit=manifest.kit,
        kit_name=data["name"],
        root=root,
        site=_address(manifest.kit, data["languages"][0] if elsewhere else ""),
        alternates=_alternates(manifest.kit, data["languages"], elsewhere or {}),
        help=linked_help(manifest.kit),
        about=about_page(manifest.kit),
        words=words,
        policy=_policy(style, script, early),
        style=style,
        script=script,
        early=early,
        data=script_data(data),
        code=_code(data["link"]),
        icon=_icon(manifest.kit),
        groups=list_of_pictures(manifest, words),
        plan=list_of_days(manifest, words),
        beyond=list_beyond(manifest, manifest.kit.language, words),
        maker=next((entry for entry in manifest.more or () if entry.media_type == HTML), None),
        ring=data["ring"],
        plan_file=PLAN,
        languages=data["languages"],
        preview=_preview(manifest),
        is_draft=any(asset.state for asset in manifest.assets),
        is_overview=bool(manifest.overview),
        drafts=_drafts(manifest, root),
    )
    return page.encode()


def languages_html(manifest: Manifest, catalogues: Mapping[str, Words], words: Words, name: KitName) -> bytes:
    """Return the page that links to those of several languages, by tag, in UTF-8.

    Languages that nobody has reviewed are listed apart, as are the zips of drafts; a script puts the reader's own
    first, and the labels of the page in it: `catalogues` has those of each language, `words` those without a script.
    """
    languages = sorted(catalogues)
    kit = manifest.kit
    reviewed = {asset.language for asset in manifest.assets if not asset.state}
    rows = [(tag, page_path(tag), own_name(tag), kit.in_language(tag).title) for tag in languages if tag in reviewed]
    unread = [_Draft(tag, own_name(tag), page_path(tag)) for tag in languages if tag not in reviewed]
    style, script = (
        compact_text("publish/gallery/gallery.css"),
        f'"use strict";\n{compact_text("publish/gallery/script/languages.js")}',
    )
    alternates = _alternates(kit, (), {tag: f"../{page_path(tag)}" for tag in languages})
    page = template("languages.html.j2").render(
        kit=kit,
        kit_name=name,
        words=words,
        labels=script_data({tag: _labels_of_list(kit.in_language(tag), one) for tag, one in catalogues.items()}),
        policy=_policy(style, script),
        style=style,
        script=script,
        icon=_icon(kit),
        rows=rows,
        drafts=[*unread, *_drafts(manifest, "")],
        alternates=alternates,
        help=linked_help(kit),
        about=about_page(kit),
    )
    return page.encode()


def _labels_of_list(kit: KitSummary, words: Words) -> dict[str, object]:
    """Return the labels of the page of languages in one of them, and what it says about the campaign."""
    labels = {name: words[name] for name in ("lang", "dir", *_OF_LIST)}
    about, page = about_page(kit), {"title": words["page"].replace("{title}", kit.title)}
    said = about and [about.text, words["about_by"].replace("{name}", about.by), words["about_source"]]
    return {**labels, **page, "said": said}


def partners_html(kit: KitSummary, rows: Sequence[PartnerRow], words: Words) -> bytes:
    """Return the page that links to the kits of partners, in UTF-8."""
    style = compact_text("publish/gallery/gallery.css")
    page = template("partners.html.j2").render(
        kit=kit, kit_name=name_of(kit), words=words, policy=_policy(style), style=style, icon=_icon(kit), rows=rows
    )
    return page.encode()


def _drafts(manifest: Manifest, root: str) -> list[_Draft]:
    """Return the zips of drafts; they have an address if the page is published, with the zips beside it."""
    kit, found = manifest.kit, []
    for tag in manifest.drafts or ():
        file = f"{OF_DRAFTS.format(kit=manifest.whole_name, language=tag.lower())}.zip"
        found.append(_Draft(tag, own_name(tag), f"{root}{ZIPS}/{file}" if kit.site else "", file))
    return found


def _icon(kit: KitSummary) -> str:
    """Return the address of the icon: the logo of the kit, if it has one."""
    if kit.mark:
        return f"data:image/png;base64,{kit.mark}"
    shapes = (" ".join(f"{key}='{value}'" for key, value in shape.attributes.items()) for shape in _ICON)
    drawn = "".join(f"<{shape.tag} {words}/>" for shape, words in zip(_ICON, shapes, strict=True))
    box = f"viewBox='0 0 {_ICON_SIDE} {_ICON_SIDE}'"
    return "data:image/svg+xml," + quote(f"<svg xmlns='http://www.w3.org/2000/svg' {box}>{drawn}</svg>", safe=" =:/'")


def _address(kit: KitSummary, language: str) -> str:
    """Return the address of the page of a language, or of the kit; empty if it is not published."""
    below = f"/{language.lower()}/" if language else ""
    return f"{kit.site.rstrip('/')}{below}" if kit.site and language else kit.site or ""


def plain_icon(side: int) -> Tree:
    """Return the icon of a kit without a logo, with a side in px."""
    return Tree(Size(side, side), (Element("g", {"transform": f"scale({side / _ICON_SIDE:g})"}, _ICON),))


def _alternates(kit: KitSummary, here: Sequence[str], elsewhere: Mapping[str, str]) -> dict[str, str]:
    """Return the address of each language of a kit, by tag; empty if there is only one, or no site."""
    if not kit.site or len(here) + len(elsewhere) < 2:  # noqa: PLR2004  (more than one language)
        return {}
    if not elsewhere:
        return {tag: f"{kit.site}#language={tag}" for tag in here}
    return {tag: _address(kit, tag) for tag in sorted({*here, *elsewhere})}


def _preview(manifest: Manifest) -> Asset | None:
    """Return the picture shown with links to the page (https://ogp.me): that of the first message that has one."""
    if manifest.kit.site is None:
        return None
    order = [message.id for message in manifest.kit.messages]
    previews = [asset for asset in manifest.assets if asset.placement == _PREVIEW]
    return min(previews, key=lambda asset: order.index(asset.message), default=None)


def template(name: str) -> Template:
    """Return a template of the package, whose words are escaped."""
    return page_form(
        f"publish/gallery/{name}",
        marked_up=marked_up,
        direction=direction_of,
        shown=_shown,
        policy_digest=policy_digest,
    )


def _shown(address: str) -> str:
    """Return an address as people write it: without https:// and www."""
    return address.removeprefix("https://").removeprefix("www.").rstrip("/")


@lru_cache
def _script() -> str:
    """Return the script of the page, whose names are private."""
    parts = "\n".join(compact_text(f"publish/gallery/script/{name}.js") for name in _SCRIPT)
    types = ", ".join(f'{EXTENSIONS[media_type]}: "{media_type}"' for media_type in IMAGE_FORMATS)
    parts = parts.replace(_TYPES, f"{{ {types} }}")
    return f'"use strict";\n(() => {{\n{parts}\nstart();\n}})();\n'


def _early(manifest: Manifest, root: str) -> str:
    """Return the script that asks for the picture of the first card while the page is still on its way.

    That is the one for the day, or else of the message that the kit shows first. An address that asks for something
    else has other cards.
    """
    kit = manifest.kit
    pictures = [picture for picture in sorted_pictures(manifest) if picture.language == kit.language]
    pictures = [picture for picture in pictures if picture.platform == pictures[0].platform]
    first = next((picture for picture in pictures if picture.message == kit.first), None)
    shown = {"": first} if first else {}
    shown |= pictures_of_days(manifest, pictures)
    if not shown or manifest.overview:
        return ""
    addresses = script_data({day: f"{root}{one.thumbnail or one.path}" for day, one in shown.items()})
    return compact_text("publish/gallery/script/early.js").replace("ADDRESSES_BY_DAY", addresses)


def _policy(style: str, *scripts: str) -> str:
    """Return the Content-Security-Policy (https://www.w3.org/TR/CSP3/); no page runs other scripts than its own.

    Pictures come from beside the page, also in a folder; the script reads one to share it. The icon is in the page
    itself.
    """
    allowed = " ".join(policy_digest(script) for script in scripts if script) or policy_digest("")
    return (
        f"default-src 'none'; style-src {policy_digest(style)}; script-src {allowed}; "
        "img-src 'self' file: data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _code(address: str) -> _Code | None:
    if not address:
        return None
    symbol = make_symbol(address)
    return _Code(address, symbol.side, symbol.outline(0, 0, 1).d)
