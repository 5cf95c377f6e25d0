"""Pictures as slides of an office program (ECMA-376, Part 1), which phones open too and people put into their talks.

Each picture fills its slide, has its alternative text, and leads to its address. Its parts are stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from kit.model.asset import EXTENSIONS
from kit.paint.encode.pdf import PictureFile
from kit.publish.extras.office_parts import content_types, core_properties, packed_parts, relations

_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
#: The width of a slide, in units of 1/360,000 cm: that of a wide slide, 33.9 cm.
_WIDTH = 12_192_000
_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_COLOURS = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def write_pptx(title: str, language: str, pictures: Sequence[PictureFile], date: dt.datetime) -> bytes:
    """Return a presentation with a slide for each picture, in the proportions of the first."""
    width, height = pictures[0].size
    size = _WIDTH, round(_WIDTH * height / width)
    numbers = range(1, len(pictures) + 1)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(pictures),
        "_rels/.rels": relations(
            {"rId1": ("officeDocument", "ppt/presentation.xml"), "rId2": ("", "docProps/core.xml")}
        ),
        "docProps/core.xml": core_properties(title, language, date),
        "ppt/_rels/presentation.xml.rels": relations(
            {
                "rId0": ("slideMaster", "slideMasters/slideMaster1.xml"),
                **{f"rId{number}": ("slide", f"slides/slide{number}.xml") for number in numbers},
            }
        ),
        "ppt/presentation.xml": _presentation(len(pictures), size),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            {"rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")}
        ),
        "ppt/slideLayouts/slideLayout1.xml": _layout(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            {"rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"), "rId2": ("theme", "../theme/theme1.xml")}
        ),
        "ppt/slideMasters/slideMaster1.xml": _master(),
        "ppt/theme/theme1.xml": _theme(),
    }
    for number, picture in zip(numbers, pictures, strict=True):
        image = f"image{number}.{EXTENSIONS[picture.media_type]}"
        led = {"rId3": ("hyperlink", picture.link)} if picture.link else {}
        beside = {"rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"), "rId2": ("image", f"../media/{image}")}
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations({**beside, **led})
        parts[f"ppt/slides/slide{number}.xml"] = _slide(title, language, picture, size)
        parts[f"ppt/media/{image}"] = picture.data
    return packed_parts(parts)


def _slide(title: str, language: str, picture: PictureFile, size: tuple[int, int]) -> str:
    """Return a slide: its title above its edge, where programs that read aloud find it, and the picture."""
    click = '<a:hlinkClick r:id="rId3"/>' if picture.link else ""
    place = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
    above = f'<a:xfrm><a:off x="0" y="{-size[1] // 10}"/><a:ext cx="{size[0]}" cy="{size[1] // 12}"/></a:xfrm>'
    named = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>{above}</p:spPr><p:txBody><a:bodyPr/><a:p>'
        f'<a:r><a:rPr lang="{language}"/><a:t>{escape(title)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    shown = (
        f'<p:pic><p:nvPicPr><p:cNvPr id="3" name="Picture" descr="{escape(picture.alt)}">{click}</p:cNvPr>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        '<p:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    return f"<p:sld {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}{named}{shown}</p:spTree></p:cSld></p:sld>"


def _presentation(count: int, size: tuple[int, int]) -> str:
    """Return the list of the slides, and their size."""
    slides = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, count + 1))
    master = '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId0"/></p:sldMasterIdLst>'
    sizes = f'<p:sldSz cx="{size[0]}" cy="{size[1]}"/><p:notesSz cx="6858000" cy="9144000"/>'
    return f"<p:presentation {_NAMESPACES}>{master}<p:sldIdLst>{slides}</p:sldIdLst>{sizes}</p:presentation>"


def _master() -> str:
    """Return the master of the slides, with the place of a title, as every program wants one."""
    title = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9000000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>'
    )
    tree = f"<p:cSld><p:spTree>{_GROUP}{title}</p:spTree></p:cSld>"
    layouts = '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
    styles = "<p:txStyles><p:titleStyle/><p:bodyStyle/><p:otherStyle/></p:txStyles>"
    return f"<p:sldMaster {_NAMESPACES}>{tree}{_COLOURS}{layouts}{styles}</p:sldMaster>"


def _layout() -> str:
    """Return the one layout, which adds nothing to the master."""
    tree = f'<p:cSld name="Picture"><p:spTree>{_GROUP}</p:spTree></p:cSld>'
    mapped = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    return f'<p:sldLayout {_NAMESPACES} type="titleOnly">{tree}{mapped}</p:sldLayout>'


def _theme() -> str:
    """Return the colours and fonts that office programs want of every presentation; nothing here is painted in them."""
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    values = {"lt1": "FFFFFF", "lt2": "FFF4DC"}
    colours = "".join(f'<a:{name}><a:srgbClr val="{values.get(name, "0F2A2E")}"/></a:{name}>' for name in names)
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Kit"><a:themeElements>'
        f'<a:clrScheme name="Kit">{colours}</a:clrScheme><a:fontScheme name="Kit"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Kit">{formats}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )


def _content_types(pictures: Sequence[PictureFile]) -> str:
    """Return the media types of the parts."""
    overrides = {
        "/ppt/presentation.xml": f"{_MAIN}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_MAIN}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{_MAIN}.slideLayout+xml",
        "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        **{f"/ppt/slides/slide{number}.xml": f"{_MAIN}.slide+xml" for number in range(1, len(pictures) + 1)},
    }
    return content_types(overrides, {EXTENSIONS[picture.media_type]: picture.media_type for picture in pictures})
