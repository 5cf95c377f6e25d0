"""The pages that tests open: that of the tiny kit, and more of the same pictures beside it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.campaigns import KIT, SPEC

from kit.compose.content.pseudo_copy import WRITERS
from kit.model.manifest import (
    HTML,
    PLAN,
    AboutEntry,
    FigureEntry,
    KitWords,
    MessageEntry,
    MoreEntry,
    SourceEntry,
)
from kit.project.catalogue import sentences
from kit.publish.extras.extra_formats import DOCX
from kit.publish.gallery import ICON_SIDES, gallery_files, site_files
from kit.publish.gallery.gallery_page import index_html
from kit.publish.gallery.kit_documents import posting_plan
from kit.publish.gallery.page_data import name_of
from kit.publish.store.manifest_file import parse_manifest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.asset import Asset
    from kit.model.manifest import Manifest

#: The tiny kit on two places whose captions differ, with a sheet to print: a caption for X is short.
GALLERY_SPEC = (
    SPEC.replace("[telegram/landscape, telegram/square]", "[instagram/square, x/square, print/a5_flyer]")
    .replace("layout: petition, on: [feed]}", "layout: petition, on: [feed]}, {layout: poster, on: [print]}")
    .replace("shipped_layouts: [", "shipped_layouts: [poster, ")
    .replace("long: Please sign the petition.", f"long: {'Please sign the petition. ' * 11}")
)
LINK = "https://www.change.org/childsafetyfirst"
SIGN, SHARE = (f"en/instagram/{message}-square-1080x1080.jpg" for message in ("sign", "share"))
SIGN_X, SHARE_X = (f"en/x/{message}-square-1080x1080.png" for message in ("sign", "share"))
SHEET = "en/print/sign-a5_flyer-1819x2551.png"
HOSTILE = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'> javascript:alert(1)"
#: Words in Arabic whose order depends on what is ordered by itself: names, an address, a citation and a hashtag.
ARABIC_TITLE = "CyberTipline (NCMEC): خط واحد."
ARABIC = f"""تلقى مركز NCMEC أكثر من 82 مليون بلاغ.

{LINK}

المصدر: NCMEC، «We Are in Danger»، 2020

#ChildSafetyFirst"""
ARABIC_ALT = "عبارة. change.org/childsafetyfirst. Child Safety First. رقم."


def write_variants(kit: Path) -> None:
    """Write a page in a right-to-left language, one whose words would do harm, and one of 5,000 pictures."""
    words = sentences("en")["page"]
    built = parse_manifest((kit / "manifest.json").read_bytes())

    def write(name: str, assets: Sequence[Asset], own: dict[str, Any] = words) -> None:
        (kit / name).write_bytes(index_html(replace(built, assets=tuple(assets)), own))

    assets = built.assets
    write("rtl.html", [in_arabic(asset) for asset in assets], {**arabic(words), "lang": "ar", "dir": "rtl"})
    write(
        "hostile.html", [replace(asset, caption=HOSTILE, alt=HOSTILE, link="javascript:alert(1)") for asset in assets]
    )
    pictures = [asset for asset in assets if asset.path in (SIGN, SHARE)]
    many = [replace(pictures[n % 2], path=f"{pictures[n % 2].path}?{n}", alt=f"{n}", frame=n + 1) for n in range(5000)]
    write("many.html", many)
    of_series = [replace(pictures[0], path=f"series-{n}.jpg", frame=n, alt=f"{n}") for n in (2, 1, 3)]
    for one in of_series:
        shutil.copy(kit / SHARE, kit / one.path)
    write("series.html", [*of_series, replace(pictures[-1], frame=None)])
    write("two.html", [*assets, *map(in_arabic, assets)])
    published = replace(built, kit=replace(built.kit, site="https://kit.example/"))
    (kit / "published.html").write_bytes(index_html(published, words))
    overview = replace(built, overview=f"{KIT}-en")
    (kit / "overview.html").write_bytes(index_html(overview, words))
    (kit / "published-overview.html").write_bytes(index_html(replace(overview, kit=published.kit), words))
    (kit / "zips").mkdir()
    (kit / "zips" / f"{KIT}-en-x.zip").write_bytes(bytes(2_340_000))
    both = [*assets, *(replace(in_arabic(asset), path=f"{asset.path}?ar") for asset in assets)]
    labels = index_html(replace(built, assets=tuple(both)), words, {**arabic(words), "lang": "ar", "dir": "rtl"})
    (kit / "labels.html").write_bytes(labels)
    translated = replace(in_december(built), assets=(*in_december(built).assets, *signed_in_arabic(built)))
    (kit / "translated.html").write_bytes(index_html(with_arabic_words(translated), words))
    write_arabic(built, kit)
    write_languages(built, kit)
    write_site(kit)
    (kit / PLAN).write_bytes(posting_plan(in_december(built), sentences("en")))
    (kit / "days.html").write_bytes(index_html(in_december(built), words))
    about = AboutEntry("Keep the tools on.", "NCMEC", LINK, "letter")
    source = SourceEntry("letter", "The letter", "NCMEC", "2020", LINK)
    told = replace(in_december(built).kit, about=about, outcome="Parliament said yes.", sources=(source,), figures=())
    (kit / "about.html").write_bytes(index_html(replace(in_december(built), kit=told), words))
    (kit / "german.html").write_bytes(index_html(in_december(built), sentences("de")["page"]))
    december = in_december(built)
    two_a_day = replace(december, kit=replace(december.kit, date="2020-12-05", first=None))
    (kit / "both.html").write_bytes(index_html(two_a_day, words))
    (kit / "chats.html").write_bytes(index_html(in_whatsapp(built), words))
    (kit / "places.html").write_bytes(index_html(in_places(built), words))
    write_own_words(built, kit)
    for role in ("story", "frame"):
        shutil.copy(kit / SHARE, kit / role_path(role))
    (kit / "posters.html").write_bytes(index_html(in_december(built, sign_until="2020-12-07"), words))


def write_own_words(built: Manifest, kit: Path) -> None:
    """Write pages that lead to one for own words, and one whose steps are in brackets, as in a pseudo-language."""
    words = sentences("en")["page"]
    page = MoreEntry("en/make.html", "0" * 64, 1, HTML, "en", "make", "In your words")
    (kit / "own-words.html").write_bytes(index_html(replace(in_places(built), more=(page,)), words))
    steps = {name: [WRITERS["marked"](line) for line in lines] for name, lines in words["steps"].items()}
    (kit / "marked.html").write_bytes(index_html(built, {**words, "steps": steps}))
    for language in ("en", "de"):
        said = sentences(language)
        own = replace(page, title=said["maker"]["title"])
        letter = MoreEntry("en/more/letter.docx", "0" * 64, 1, DOCX, "en", "letter", "A letter")
        december, [_, ring] = in_december(built), in_places(built).assets
        whole = replace(december, assets=(*december.assets, ring), more=(own, letter))
        (kit / f"tools-{language}.html").write_bytes(index_html(whole, said["page"]))
    beyond = replace(in_places(built, "more/table_card"), more=(letter,))
    (kit / "beyond.html").write_bytes(index_html(beyond, words))


def write_arabic(built: Manifest, kit: Path) -> None:
    """Write a page in Arabic, with its own sentences, titles and captions; the name of the kit is not translated."""
    titles = (MessageEntry("sign", ARABIC_TITLE), MessageEntry("share", "شاركوا العريضة."))
    own = KitWords(built.kit.title, titles, (), ())
    summary = replace(built.kit, translations={"ar": own}).in_language("ar")
    assets = [replace(asset, language="ar", caption=ARABIC, alt=ARABIC_ALT) for asset in built.assets]
    spoken = replace(built, kit=summary, assets=tuple(assets))
    (kit / "arabic.html").write_bytes(index_html(spoken, sentences("ar")["page"], name=name_of(built.kit)))


def in_december(built: Manifest, sign_until: str | None = None) -> Manifest:
    """Return a kit in which `share` holds until a vote on 7 December, `sign` comes first, and three days count down."""
    entries = (
        MessageEntry("days", "Days until the vote", "2020-12-06", "2020-12-07"),
        MessageEntry("share", "Pass it on", "2020-12-07"),
        MessageEntry("sign", "Sign it", sign_until),
    )
    vote = FigureEntry("7 December 2020", "is when Parliament votes", "letter", "2020", "2020-12-07")
    summary = replace(built.kit, messages=entries, first="sign", date="2020-12-01", figures=(vote,))
    [shared] = [asset for asset in built.assets if asset.path == SHARE]
    counted = [replace(shared, path=counted_path(n), message="days", frame=n, alt=f"{n}") for n in (1, 2, 3)]
    return replace(built, kit=summary, assets=(*built.assets, *counted))


def write_languages(built: Manifest, kit: Path) -> None:
    """Write a kit in two languages into the folder `languages`: each has its own page, beside its pictures."""
    whole = kit / "languages"
    for folder, source in (("en", "en"), ("ar", "en"), ("thumbnails", "thumbnails")):
        shutil.copytree(kit / source, whole / folder)
    others = [replace(in_arabic(one), path=one.path.replace("en/", "ar/", 1)) for one in built.assets]
    both = replace(built, assets=tuple(sorted((*built.assets, *others), key=lambda one: one.path)))
    for name, data in gallery_files(both).items():
        (whole / name).write_bytes(data)


def signed_in_arabic(built: Manifest) -> list[Asset]:
    """Return the pictures of `sign` in Arabic: the other messages are not translated."""
    return [replace(in_arabic(one), path=f"{one.path}?ar") for one in built.assets if one.message == "sign"]


def with_arabic_words(built: Manifest) -> Manifest:
    """Return a kit whose name, and the title of `sign`, are translated."""
    own = KitWords("كلمة", (MessageEntry("sign", "كلمة كلمة"),), (), ())
    return replace(built, kit=replace(built.kit, translations={"ar": own}))


def in_whatsapp(built: Manifest) -> Manifest:
    """Return a kit with a square to send in a chat and a picture for the status, and both for Instagram."""
    [shared] = [asset for asset in built.assets if asset.path == SHARE]
    kinds = {"whatsapp/square": "feed", "whatsapp/status": "story"}
    kinds |= {"instagram/square": "feed", "instagram/story": "story"}
    assets = [
        replace(shared, path=path, platform=place.partition("/")[0], placement=place, role=role)
        for (place, role), path in zip(kinds.items(), [f"{SHARE}?{n}" for n in ("feed", "story", 3, 4)], strict=True)
    ]
    return replace(built, kit=replace(built.kit, placements=tuple(kinds)), assets=tuple(assets))


def in_places(built: Manifest, other: str = "profile_frame/ring") -> Manifest:
    """Return a kit with one message as a story and in another place, by default as a ring for a profile."""
    [shared] = [asset for asset in built.assets if asset.path == SHARE]
    kinds = {"instagram/story": "story", other: "frame"}
    assets = [
        replace(shared, path=role_path(role), platform=place.partition("/")[0], placement=place, role=role, link=LINK)
        for place, role in kinds.items()
    ]
    return replace(built, kit=replace(built.kit, placements=tuple(kinds)), assets=tuple(assets))


def role_path(role: str) -> str:
    """Return the path of the picture in a role that is no post."""
    return SHARE.replace(".jpg", f"-{role}.jpg")


def counted_path(left: int) -> str:
    """Return the path of the picture for so many days before the vote."""
    return f"{SHARE}?{left}"


def in_arabic(asset: Asset) -> Asset:
    return replace(asset, language="ar", caption=arabic(asset.caption), alt=arabic(asset.alt))


def write_site(kit: Path) -> None:
    """Write the kit in two languages as a site into the folder `site`."""
    whole = shutil.copytree(kit / "languages", kit / "site")
    both = replace(parse_manifest((kit / "manifest.json").read_bytes()), overview=None)
    both = replace(both, assets=(*both.assets, *(replace(one, language="ar") for one in both.assets)))
    pages = {str(path.relative_to(whole)): path.read_bytes() for path in whole.rglob("*.html")}
    icons = dict.fromkeys(ICON_SIDES, (kit / SIGN_X).read_bytes())
    for name, data in site_files(both, pages, icons).items():
        (whole / name).write_bytes(data)


def arabic(words: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return words with every word in Arabic letters; what stands in braces and addresses stay."""
    if isinstance(words, dict):
        return {key: arabic(value) for key, value in words.items()}
    if isinstance(words, list):
        return [arabic(value) for value in words]
    return re.sub(r"(https?://\S+|\{\w+\})|[A-Za-z’]+", lambda match: match[1] or "كلمة", words)
