"""Write a kit as a site, which has more than a folder or a zip: it can be installed, and what was seen is kept.

Pages of a site link `site.webmanifest` (https://www.w3.org/TR/appmanifest/) and register `sw.js`
(https://www.w3.org/TR/service-workers/); their policy allows both. The pages of a kit, which are opened from folders,
have none of it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from kit.base.errors import Fault, OutputError
from kit.base.page_parts import compact_text, policy_digest, script_data
from kit.model.manifest import PAGE, ZIPS, Manifest, page_path
from kit.paint.encode.png import quick_png
from kit.paint.raster.painter import paint_premultiplied
from kit.project.catalogue import sentences_of
from kit.publish.gallery.gallery_page import plain_icon, template
from kit.publish.gallery.text_order import direction_of
from kit.publish.store.contents import MANIFEST, SUMS, Contents, digests_of, format_sums
from kit.publish.store.manifest_file import parse_manifest
from kit.publish.store.staging import write_file

#: What is added to a site, beside an icon of each size.
WORKER, APP = "sw.js", "site.webmanifest"
#: The sides in px of the icons that browsers ask for before they offer to install a page, and the name of each.
ICON_SIDES, ICON = (192, 512), "icon-{side}.png"
#: The colours of an installed page while it opens: those of its head.
_GROUND = "#fdf9f0"
_OLD_POLICY = "; base-uri "
_NEW_POLICY = "; worker-src 'self'; manifest-src 'self'; base-uri "


def site_files(manifest: Manifest, pages: Mapping[str, bytes], icons: Mapping[int, bytes]) -> dict[str, bytes]:
    """Return the files that a site has more than its kit, and its pages in place of those of the kit, by name.

    `pages` are the files of the kit by name, `icons` PNG files by their side in px.
    """
    languages = {asset.language for asset in manifest.assets}
    names = [PAGE, *(page_path(tag) for tag in sorted(languages) if page_path(tag) in pages)]
    return {
        **{name: as_published(pages[name], "../" * name.count("/")) for name in names},
        **{ICON.format(side=side): data for side, data in icons.items()},
        APP: _app(manifest, icons),
        WORKER: _worker(manifest),
    }


def as_published(page: bytes, root: str) -> bytes:
    """Return a page of a kit as a page of a site; `root` leads from it to the folder of the site."""
    script = compact_text("publish/gallery/script/register.js").replace("SITE_ROOT", root)
    text = page.decode()
    icon = ICON.format(side=ICON_SIDES[0])
    links = f'<link rel="manifest" href="{root}{APP}">\n<link rel="apple-touch-icon" href="{root}{icon}">\n'
    for old, new in (
        (_OLD_POLICY, _NEW_POLICY),
        ("script-src ", f"script-src {policy_digest(script)} "),
        ("<style>", f"{links}<style>"),
        ("</body>", f"<script>{script}</script>\n</body>"),
    ):
        if old not in text:
            raise ValueError(f"a page without {old}")
        text = new.join(text.rsplit(old, 1)) if old == "</body>" else text.replace(old, new, 1)
    return text.encode()


def _app(manifest: Manifest, icons: Mapping[int, bytes]) -> bytes:
    """Return what a browser needs to install the page."""
    kit = manifest.kit
    sizes = [{"src": ICON.format(side=side), "sizes": f"{side}x{side}", "type": "image/png"} for side in icons]
    app = {
        "name": kit.title,
        "short_name": kit.title,
        "lang": kit.language,
        "dir": direction_of(kit.language),
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": _GROUND,
        "theme_color": _GROUND,
        "icons": sizes,
        **({"description": kit.about.text} if kit.about else {}),
    }
    return (json.dumps(app, ensure_ascii=False, indent=2) + "\n").encode()


def _worker(manifest: Manifest) -> bytes:
    """Return the script that keeps what was seen, under a name that changes with every file of the kit."""
    digests = [*(file.sha256 for file in manifest.assets), *(file.sha256 for file in manifest.more or ())]
    content = sha256("".join(digests).encode()).digest()
    script = compact_text("publish/gallery/script/sw.js")
    for mark, value in (
        ("CACHE_NAME", f"{manifest.whole_name}:{b64encode(content[:9]).decode()}"),
        ("NOT_KEPT_PAGE", template("not_kept.html.j2").render()),
        ("WORDS_BY_FOLDER", _words(manifest)),
    ):
        script = script.replace(mark, script_data(value))
    return script.encode()


def _words(manifest: Manifest) -> dict[str, dict[str, str]]:
    """Return the words of the page in place of one that is not kept, by the folder of each language, its own first."""
    kit, languages = manifest.kit, {asset.language for asset in manifest.assets}
    found = {}
    for tag in sorted(languages, key=lambda tag: (tag != kit.language, tag)):
        words = sentences_of(kit, tag)["page"]
        labels = {name: words[name] for name in ("lang", "dir", "not_kept", "back", "language")}
        found[tag.lower()] = {**labels, "title": kit.in_language(tag).title}
    return found


def require_new(site: Path) -> None:
    """Raise OutputError if there is something in the folder of a site: what it had before would be published too."""
    if site.exists() and not (site.is_dir() and not any(site.iterdir())):
        remedy = "name a folder that does not exist yet"
        raise OutputError(Fault(f"there is something in {site} already", None, remedy, code="site-folder-not-empty"))


def write_site(kit: Contents, icon_of: Callable[[int], bytes | None], zips: Iterable[Path], site: Path) -> None:
    """Write a kit as a site: its pages can be installed and keep what was seen, and `zips` are what they offer.

    `icon_of` returns the logo of the kit as a square PNG with a side in px; None if it has none.
    """
    icons = {side: icon_of(side) or quick_png(paint_premultiplied(plain_icon(side))) for side in ICON_SIDES}
    pages = {name: kit.read(name) for name in kit.names if name.endswith(".html")}
    own = site_files(parse_manifest(kit.read(MANIFEST)), pages, icons)
    names = tuple(sorted({*kit.names, *own} - {SUMS}))
    whole = Contents(names, lambda name: own[name] if name in own else kit.read(name))
    for name in names:
        write_file(site / name, whole.read(name))
    write_file(site / SUMS, format_sums(digests_of(whole)))
    for path in zips:
        write_file(site / ZIPS / path.name, path.read_bytes())
