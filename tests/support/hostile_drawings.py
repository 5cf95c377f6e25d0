"""Drawings that mean harm, or do it by accident: by class, what a person reads, and each by its name."""

from __future__ import annotations

import gzip
import struct
from base64 import b64encode
from io import BytesIO
from zlib import compress, crc32

from PIL import Image

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 1080 1080">'
)
TAIL = (
    '<rect id="live" x="65" y="65" width="950" height="950"/><g id="slot-headline"><rect x="100" y="100" width="800"'
    ' height="300"/><text fill="#0f2a2e" font-family="Source Serif 4" font-size="80">Words</text></g></svg>'
)
_WALL = '<rect width="1080" height="1080" fill="{}"/>'
_BOX = '<rect width="9" height="9" fill="#0f2a2e" {}/>'
_LINE = '<path d="M0 0H1000" stroke="#0f2a2e" fill="none" {}/>'
_FILE = "file:///etc/passwd"
_FAR = "http://127.0.0.1:9/x"


def drawing(body: str | bytes) -> bytes:
    """Return the whole file: what is text goes between the tags of a sound drawing."""
    return body if isinstance(body, bytes) else (HEAD + body + TAIL).encode()


def whole(start: str, body: str = "", encoding: str = "utf-8") -> bytes:
    """Return the whole file of a drawing with something before its first tag, in an encoding."""
    return (start + HEAD + body + TAIL).encode(encoding)


def picture(kind: str, size: tuple[int, int] = (2, 2), count: int = 1) -> bytes:
    """Return a picture file of a kind, of one or several frames."""
    frames = [Image.new("RGB", size, (level * 9, 0, 0)) for level in range(count)]
    file = BytesIO()
    frames[0].save(file, kind, **({"save_all": True, "append_images": frames[1:]} if count > 1 else {}))
    return file.getvalue()


def png(width: int, height: int, data: bytes, extra: bytes = b"") -> bytes:
    """Return a PNG that says a size, whatever its data holds."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", data), (b"IEND", b"")]
    packed = [struct.pack(">I", len(body)) + tag + body + struct.pack(">I", crc32(tag + body)) for tag, body in chunks]
    return b"\x89PNG\r\n\x1a\n" + packed[0] + extra + b"".join(packed[1:])


def image(data: bytes, kind: str = "png") -> str:
    """Return an `<image>` that holds some bytes and says a kind."""
    return f'<image width="9" height="9" href="data:image/{kind};base64,{b64encode(data).decode()}"/>'


def bomb(tag: str, link: str, levels: int = 9, times: int = 10) -> str:
    """Return definitions that each hold the one before many times over, from `#n0` to the last, `#n9`."""
    return "".join(
        f'<{tag} id="n{level}" width="9" height="9">{_BOX.format(link.format(level - 1)) * times}</{tag}>'
        if level
        else f'<{tag} id="n0" width="9" height="9"><rect width="1" height="1"/></{tag}>'
        for level in range(levels + 1)
    )


_EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n%%EOF\n"
_POLYGLOT = picture("JPEG")[:2] + b"\xff\xfe\x00\x40" + b"<svg xmlns='http://www.w3.org/2000/svg'/>".ljust(62)
_PATTERN = '<pattern id="p" patternUnits="userSpaceOnUse" width="{0}" height="{0}">{1}</pattern>'
_USES = '<g id="n{0}">' + '<use xlink:href="#n{1}"/>' * 10 + "</g>"
_CHAIN = "".join(f'<g id="n{level}"><use href="#n{level + 1}"/></g>' for level in range(400))

HOSTILE: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "programs": (
        "program|can't be painted|is not SVG",
        {
            "script": "<script>fetch('/')</script>",
            "script-in-a-slot": f'<g id="slot-qr">{_BOX.format("")}<script/></g>',
            "script-hidden": '<g display="none"><script href="a.js"/></g>',
            "script-in-metadata": "<metadata><script/></metadata>",
            "script-in-title": "<title><script/></title>",
            "script-of-another-prefix": '<s:script xmlns:s="http://www.w3.org/2000/svg"/>',
            "onload": _BOX.format('onload="a()"'),
            "onclick-in-a-slot": f'<g id="slot-qr" onclick="a()">{_BOX.format("")}</g>',
            "onbegin-hidden": '<g display="none"><g onbegin="a()"/></g>',
            "on-with-capitals": _BOX.format('ONLOAD="a()"'),
            "handler": '<handler type="application/ecmascript"/>',
            "foreign-object": '<foreignObject width="9" height="9"><h:body/></foreignObject>',
            "foreign-object-in-a-slot": f'<g id="slot-qr">{_BOX.format("")}<foreignObject/></g>',
            "iframe": '<h:iframe src="http://127.0.0.1:9/"/>',
            "html-image": '<h:img src="x" onerror="a()"/>',
            "iframe-of-no-namespace": '<iframe xmlns="" src="x"/>',
            "svg-audio": '<audio href="a.mp3"/>',
            "tref": '<text><tref xlink:href="#live"/></text>',
            "cursor": '<cursor href="#live"/>',
            "font-face": "<font><font-face/></font>",
            "script-in-a-switch": "<switch><script/></switch>",
        },
    ),
    "animation": (
        "does not move|can't be painted",
        {
            "animate": _BOX.format("").replace("/>", '><animate attributeName="x" to="9"/></rect>'),
            "set-href": '<use href="#live"><set attributeName="href" to="http://127.0.0.1:9/"/></use>',
            "animate-motion": "<animateMotion/>",
            "animate-transform": '<g><animateTransform type="rotate"/></g>',
            "animate-colour": "<animateColor/>",
            "animate-in-a-slot": f'<g id="slot-qr">{_BOX.format("")}<animate/></g>',
            "discard": "<discard/>",
        },
    ),
    "outside": (
        "outside|not supported|is not SVG|style sheet",
        {
            "image-http": f'<image href="{_FAR}" width="9" height="9"/>',
            "image-file": f'<image xlink:href="{_FILE}" width="9" height="9"/>',
            "image-beside": '<image href="photo.png" width="9" height="9"/>',
            "image-above": '<image href="../../../../etc/passwd" width="9" height="9"/>',
            "image-share": '<image href="//127.0.0.1/x.png" width="9" height="9"/>',
            "image-ftp": '<image href="ftp://127.0.0.1:9/x" width="9" height="9"/>',
            "image-without-href": '<image width="9" height="9"/>',
            "image-id": '<image href="#live" width="9" height="9"/>',
            "image-hidden": f'<g display="none"><image href="{_FAR}"/></g>',
            "image-in-a-slot": f'<g id="slot-qr">{_BOX.format("")}<image href="{_FAR}"/></g>',
            "image-two-hrefs": f'<image href="{_FAR}" xlink:href="data:image/png;base64,AA=="/>',
            "use-http": f'<use href="{_FAR}#a"/>',
            "use-file": f'<use xlink:href="{_FILE}#a"/>',
            "use-two-hrefs": f'<use href="#live" xlink:href="{_FAR}#a"/>',
            "use-javascript": '<use href="javascript:a()"/>',
            "use-data": '<use href="data:image/svg+xml,&lt;svg/&gt;#a"/>',
            "link-javascript": '<g display="none"><a href="javascript:a()"/></g>',
            "gradient-http": f'<linearGradient id="g" href="{_FAR}#g"/>',
            "pattern-file": f'<pattern id="g" xlink:href="{_FILE}#g"/>',
            "text-path-http": f'<g display="none"><textPath href="{_FAR}#g"/></g>',
            "filter-image": f'<g display="none"><filter><feImage href="{_FAR}"/></filter></g>',
            "fill-http": _BOX.format(f'stroke="url({_FAR}#g)"'),
            "fill-file": f'<g style="fill:url({_FILE}#g)"/>',
            "fill-in-quotes": f"<g style=\"fill:url('{_FAR}#g')\"/>",
            "fill-escaped": rf'<g style="fill:\75rl({_FAR}#g)"/>',
            "fill-with-a-comment": f'<g style="fill:/**/url( {_FAR} )"/>',
            "clip-path-http": f'<g clip-path="url({_FAR}#c)"/>',
            "cursor-http": f'<g style="cursor:url({_FAR})"/>',
            "background-src": f"<g style=\"background:src('{_FAR}')\"/>",
            "background-image-set": f"<g style=\"background:image-set('{_FAR}' 1x)\"/>",
            "css-import": f"<style>@import url({_FAR});</style>",
            "css-import-in-words": f"<style>@import '{_FILE}';</style>",
            "css-font-face": f"<style>@font-face{{font-family:a;src:url({_FAR})}}</style>",
            "css-url": f"<style>.a{{list-style:url({_FAR})}}</style>",
            "css-escaped-url": rf"<style>.a{{fill:u\72l({_FAR})}}</style>",
            "css-escaped-import": rf"<style>@\69mport '{_FAR}';</style>",
            "css-charset": '<style>@charset "utf-7";</style>',
            "css-namespace": f"<style>@namespace '{_FAR}';</style>",
            "css-hidden": f'<g display="none"><style>@import url({_FAR});</style></g>',
            "xml-base": f'<g xml:base="{_FAR}"/>',
            "html-base": f'<h:base href="{_FAR}"/>',
            "xinclude": f'<xi:include href="{_FILE}" parse="text"/>',
            "xinclude-in-a-slot": f'<g id="slot-qr">{_BOX.format("")}<xi:include href="{_FILE}"/></g>',
            "xml-stylesheet": whole(f'<?xml-stylesheet href="{_FAR}"?>'),
            "xml-stylesheet-inside": f'<g><?xml-stylesheet href="{_FILE}" type="text/xsl"?></g>',
            "system-language": '<g systemLanguage="de"/>',
            "required-extensions": f'<g requiredExtensions="{_FAR}"/>',
            "required-features": '<g requiredFeatures="a"/>',
        },
    ),
    "entities": (
        "XML entities",
        {
            "entity": whole('<!DOCTYPE svg [<!ENTITY a "b">]>', "<title>&a;</title>"),
            "entity-file": whole(f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{_FILE}">]>', "<title>&a;</title>"),
            "entity-http": whole(f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{_FAR}">]>', "&a;"),
            "entity-parameter": whole(f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "{_FAR}"> %a;]>'),
            "entity-in-an-attribute": whole('<!DOCTYPE svg [<!ENTITY a "b">]>', '<g class="&a;"/>'),
            "entity-unused": whole('<!DOCTYPE svg [<!ENTITY a "b">]>'),
            "entity-of-itself": whole('<!DOCTYPE svg [<!ENTITY a "&a;">]>', "&a;"),
            "billion-laughs": whole(
                '<!DOCTYPE svg [<!ENTITY a0 "ha">'
                + "".join(f'<!ENTITY a{n + 1} "' + f"&a{n};" * 10 + '">' for n in range(9))
                + "]>",
                "<title>&a9;</title>",
            ),
            "quadratic-blow-up": whole(f'<!DOCTYPE svg [<!ENTITY a "{"a" * 9999}">]>', "&a;" * 9999),
            "default-attribute": whole('<!DOCTYPE svg [<!ATTLIST g onload CDATA "a()">]>', "<g/>"),
            "notation": whole('<!DOCTYPE svg [<!NOTATION a SYSTEM "a">]>'),
        },
    ),
    "bytes": (
        "UTF-8|compressed|not XML|not SVG|is empty|more than 4,000,000 bytes|not an SVG drawing|the namespace of SVG",
        {
            "gzip": gzip.compress(drawing("")),
            "gzip-bomb": gzip.compress(b"<svg>" + b" " * 50_000_000),
            "utf-16": whole('<?xml version="1.0" encoding="utf-16"?>', encoding="utf-16"),
            "utf-16-without-mark": whole("", encoding="utf-16-le"),
            "utf-32": whole("", encoding="utf-32"),
            "utf-7": whole('<?xml version="1.0" encoding="utf-7"?>').replace(b"<rect", b"+ADw-script/+AD4-<rect", 1),
            "ebcdic": whole('<?xml version="1.0" encoding="cp037"?>', encoding="cp037"),
            "says-ebcdic": whole('<?xml version="1.0" encoding="cp037"?>'),
            "says-shift-jis": whole('<?xml version="1.0" encoding="shift_jis"?>'),
            "latin-1": whole('<?xml version="1.0" encoding="iso-8859-1"?>', "<title>é</title>", "iso-8859-1"),
            "null-characters": drawing("<title>a\0b</title>"),
            "null-character-in-a-tag": drawing("<scr\0ipt/>"),
            "control-character": drawing("<title>\x1b[2J</title>"),
            "surrogate": drawing("<title>&#xD800;</title>"),
            "null-reference": drawing("<title>&#0;</title>"),
            "five-megabytes": drawing(" " * 5_000_000),
            "nothing": b"",
            "blank": b" \n" * 100,
            "mark-only": b"\xef\xbb\xbf",
            "open-tag": HEAD.encode(),
            "two-roots": drawing("") + b"<svg/>",
            "words": b"no drawing",
            "html": b"<!DOCTYPE html><html><body onload='a()'/></html>",
            "postscript": _EPS,
            "png-file": picture("PNG"),
            "svg-of-no-namespace": b"<svg viewBox='0 0 9 9'/>",
            "prefix-unknown": "<a:b/>",
            "attribute-twice": '<g id="a" id="b"/>',
        },
    ),
    "size": (
        (
            "is inside more than 64|more than 10,000 elements|attributes|at most|rules of CSS|characters of CSS"
            "|px, from|no viewBox|live'|brackets inside"
        ),
        {
            "many-attributes": "<g " + " ".join(f"data-a{n}='1'" for n in range(30_000)) + "/>",
            "deep": "<g>" * 5000 + "</g>" * 5000,
            "deep-hidden": '<g display="none">' + "<g>" * 100 + "</g>" * 101,
            "deep-in-a-slot": '<g id="slot-qr">' + "<g>" * 100 + "</g>" * 101,
            "deep-elsewhere": "<metadata>" + "<a xmlns='x'>" * 100 + "</a>" * 100 + "</metadata>",
            "many-elements": "<g/>" * 10_001,
            "many-elements-elsewhere": "<metadata>" + '<a xmlns="x"/>' * 10_001 + "</metadata>",
            "long-path": f'<path fill="none" d="M0 0L{"1 2 " * 60_000}"/>',
            "long-points": f'<polygon fill="none" points="{"1 2 " * 30_000}"/>',
            "long-class": _BOX.format(f'class="{"a " * 50_000}"'),
            "long-id": _BOX.format(f'id="{"a" * 50_000}"'),
            "long-style": _BOX.format(f'style="{"x:y;" * 50_000}"'),
            "long-transform": f'<g transform="{"scale(1) " * 50_000}"/>',
            "many-rules": "<style>" + ".a{fill:red}" * 5000 + "</style>",
            "many-classes": "<style>" + ",".join(f".a{n}" for n in range(5000)) + "{fill:red}</style>",
            "many-parts-of-selectors": "<style>" + f"{'g ' * 30}{{fill:red}}" * 100 + "</style>",
            "masks-by-the-thousand": f'<mask id="m" height=".1">{_BOX.format("")}</mask>'
            + "".join(f'<rect x="{n}" width="9" height="9" fill="none" mask="url(#m)"/>' for n in range(9900))
            + "<g/>" * 200,
            "rules-for-all": "<style>" + "*{fill:none}" * 900 + "</style>" + "<g/>" * 9000,
            "rules-for-deep-groups": "<style>"
            + ".a .a .a .a .a .a .a .a .a g{fill:none}" * 90
            + "</style>"
            + '<g class="a">' * 60
            + "<g/>" * 9000
            + "</g>" * 60,
            "rules-of-two-classes": "<style>" + ".a.b{fill:none}" * 900 + "</style>" + '<g class="a"/>' * 9000,
            "much-css": "<style>" + ".a{" + "fill:red;" * 30_000 + "}</style>",
            "many-custom-properties": f'<g style="{"".join(f"--a{n}:{n};" for n in range(600))}"/>' * 300,
            "brackets-in-an-attribute": f'<g style="fill:{"(" * 9000}"/>',
            "huge-canvas": HEAD.replace("1080 1080", "1e9 1e9").encode() + TAIL.encode(),
            "tiny-canvas": HEAD.replace("1080 1080", "1e-9 1e-9").encode() + TAIL.encode(),
            "endless-canvas": HEAD.replace("1080 1080", "1e999 1e999").encode() + TAIL.encode(),
            "canvas-far-away": HEAD.replace("0 0", "1e300 -1e300").encode() + TAIL.encode(),
            "canvas-of-nan": HEAD.replace("1080 1080", "nan nan").encode() + TAIL.encode(),
            "canvas-below-zero": HEAD.replace("1080 1080", "-9 -9").encode() + TAIL.encode(),
            "canvas-of-dots": HEAD.replace('viewBox="0 0 1080 1080"', 'width="1.2.3" height="9"').encode()
            + TAIL.encode(),
            "tiny-live": '<rect id="live" width="1e-5" height="1e-5"/>',
        },
    ),
    "numbers": (
        "million|' is |can't be read|outside every picture",
        {
            "nan": '<circle r="nan" fill="none"/>',
            "infinity": '<circle r="inf" fill="none"/>',
            "infinity-in-words": '<rect width="infinity" height="9" fill="none"/>',
            "1e308": '<circle r="1e308" fill="none"/>',
            "1e999": '<circle r="1e999" fill="none"/>',
            "underscores": '<circle r="1_000" fill="none"/>',
            "arabic-digits": '<circle r="٣" fill="none"/>',
            "percent": '<rect width="100%" height="9" fill="none"/>',
            "huge-stroke": _LINE.format('stroke-width="1e12"'),
            "nan-stroke": _LINE.format('stroke-width="nan"'),
            "huge-path": '<path d="M0 0L1e300 1e300" fill="none"/>',
            "nan-path": '<path d="M0 0Lnan nan" fill="none"/>',
            "broken-path": '<path d="M0 0C1 2 3" fill="none"/>',
            "broken-arc": '<path d="M0 0A1 1 0 5 5 9 9" fill="none"/>',
            "path-of-words": '<path d="javascript:a()" fill="none"/>',
            "path-of-digits": f'<path d="M0 0A{"1" * 150_000}" fill="none"/>',
            "huge-points": '<polygon points="0,0 1e99,1e99" fill="none"/>',
            "points-of-words": '<polygon points="a,b" fill="none"/>',
            "huge-scale": '<g transform="scale(1e300)"/>',
            "nested-scales": '<g transform="scale(1e5)">' * 9 + "</g>" * 9,
            "nan-transform": '<g transform="matrix(nan 0 0 1 0 0)"/>',
            "unknown-transform": '<g transform="explode(9)"/>',
            "skew-of-right-angle": '<g transform="skewX(90)"><g transform="scale(1e6)"/></g>',
            "huge-gradient": '<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="1e99"/>',
            "gradient-of-words": '<radialGradient id="g" r="large"/>',
            "gradient-transform": '<linearGradient id="g" gradientTransform="scale(x)"/>',
            "pattern-transform": '<pattern id="g" patternTransform="scale(1e99)"/>',
            "symbol-view-box": '<symbol id="s" viewBox="0 0 0 0"/>',
            "symbol-view-box-of-words": '<symbol id="s" viewBox="a b c d"/>',
            "nested-view-box": '<svg viewBox="0 0 -1 -1"/>',
            "offset-of-words": '<linearGradient id="g"><stop offset="half"/></linearGradient>',
            "opacity-of-words": '<g opacity="lots"/>',
            "mitre-in-mm": _LINE.format('stroke-miterlimit="5mm"'),
            "dashes-below-zero": _LINE.format('stroke-dasharray="-1 2"'),
            "dashes-of-nan": _LINE.format('stroke-dasharray="nan"'),
            "dashes-in-percent": _LINE.format('stroke-dasharray="1%"'),
            "huge-number-in-a-slot": f'<g id="slot-qr" transform="scale(1e300)">{_BOX.format("")}</g>',
            "expression": '<g style="width:expression(a())"/>'.replace("width", "stroke-width"),
        },
    ),
    "references": (
        (
            "contains itself|points to|clip-path' can|colour 'url|steps to paint"
            "|clip path that is clipped|inside more than|levels|with a pattern|a tile of"
        ),
        {
            "use-of-itself": '<g id="a"><use href="#a"/></g>',
            "use-in-its-own-symbol": '<symbol id="a"><use href="#a"/></symbol><use href="#a"/>',
            "uses-in-a-ring": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
            "use-straight-to-itself": '<use id="a" href="#a"/>',
            "use-of-one-of-two-ids": '<g id="a"/><defs><g id="a"><use href="#a"/></g></defs>',
            "uses-in-a-long-chain": _CHAIN + '<g id="n400"/>',
            "uses-multiply": '<g id="n0"/>' + "".join(_USES.format(n + 1, n) for n in range(9)),
            "uses-multiply-in-defs": "<defs>"
            + "".join(_USES.format(n + 1, n) for n in range(9))
            + '</defs><use href="#n9"/>',
            "symbols-multiply": "".join(
                _USES.format(n + 1, n).replace("g ", "symbol ").replace("/g", "/symbol") for n in range(9)
            ),
            "many-uses-of-much": f'<g id="a">{_BOX.format("") * 900}</g>' + '<use href="#a"/>' * 900,
            "use-of-nothing": "<use/>",
            "use-of-a-hash": '<use href="#"/>',
            "use-of-itself-in-quotes": """<g id="a"><use href="#a'"/></g>""",
            "use-of-itself-in-brackets": '<g id="a"><use href="#url(#a)"/></g>',
            "use-of-itself-by-percent": '<g id="a"><use href="#%61"/></g>',
            "use-of-itself-with-a-blank": '<g id="a"><use href="#&#10;a"/></g>',
            "clip-with-a-blank": '<clipPath id="a"><rect clip-path="url(#&#10;a)" width="9" height="9"/></clipPath>',
            "clip-of-a-function": '<g clip-path="inset(9px)"/>',
            "pattern-with-a-blank": _PATTERN.format(9, _WALL.format("url(#&#9;p)")) + _WALL.format("url(#p)"),
            "clip-of-itself": '<clipPath id="a"><rect clip-path="url(#a)" width="9" height="9"/></clipPath>',
            "clip-clipped-by-itself": '<clipPath id="a" clip-path="url(#a)"/>',
            "clips-in-a-ring": '<clipPath id="a" clip-path="url(#b)"/><clipPath id="b" clip-path="url(#a)"/>',
            "clips-multiply": bomb("clipPath", 'clip-path="url(#n{})"'),
            "clips-used": '<clipPath id="a"><use href="#b"/></clipPath><g id="b" clip-path="url(#a)"/>',
            "gradient-of-itself": '<linearGradient id="a" href="#a"/>',
            "gradients-in-a-ring": '<linearGradient id="a" href="#b"/><radialGradient id="b" href="#a"/>',
            "gradients-in-a-long-chain": "".join(f'<linearGradient id="n{n}" href="#n{n + 1}"/>' for n in range(300))
            + '<linearGradient id="n300"/>',
            "gradients-of-many-stops": f'<linearGradient id="p">{"<stop/>" * 900}</linearGradient>'
            + _WALL.format("url(#p)") * 90,
            "pattern-of-itself": _PATTERN.format(9, _WALL.format("url(#p)")) + _WALL.format("url(#p)"),
            "pattern-in-a-pattern": _PATTERN.format(9, _WALL.format("url(#q)"))
            + '<pattern id="q" width="9" height="9"/>'
            + _WALL.format("url(#p)"),
            "pattern-of-itself-inherited": '<g fill="url(#p)">' + _PATTERN.format(9, "<circle r='9'/>") + "</g>",
            "pattern-of-itself-by-inherit": _PATTERN.format(9, '<g fill="url(#p)"><circle r="9" fill="inherit"/></g>'),
            "patterns-in-a-ring": '<pattern id="a" href="#b"/><pattern id="b" href="#a"/>',
            "patterns-multiply": bomb("pattern", 'stroke="url(#n{})"'),
            "huge-tile": _PATTERN.format(900_000, "") + _WALL.format("url(#p)"),
            "pattern-that-is-used": _PATTERN.format(9, '<use href="#a"/>') + f'<g id="a">{_WALL.format("url(#p)")}</g>',
            "pattern-inherited": _PATTERN.format(9, _BOX.format("") * 99)
            + f'<g stroke="url(#p)">{_BOX.format("") * 200}</g>',
            "dashes-without-end": _LINE.format('stroke-dasharray="1e-9"'),
            "dashes-by-the-thousand": _LINE.format('stroke-width="300" stroke-dasharray=".05"'),
            "dashes-inherited": '<g stroke="#0f2a2e" stroke-dasharray=".1 0">'
            + '<circle r="400" fill="none"/>' * 9
            + "</g>",
            "opacities-multiply": ('<g opacity=".9">' * 20 + "<rect/>" + "</g>" * 20) * 30,
            "gradients-by-the-thousand": '<radialGradient id="p"/>' + _WALL.format("url(#p)") * 900,
            "paths-by-the-thousand": f'<path id="a" fill="none" d="M0 0{"L1 2L3 4" * 9999}"/>'
            + '<use href="#a"/>' * 99,
        },
    ),
    "pictures": (
        "of a known type|damaged|px|is animated|contains an SVG|outside",
        {
            "svg": image(drawing(""), "svg+xml"),
            "svg-as-png": image(drawing("")),
            "svg-as-jpeg": image(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "jpeg"),
            "svgz-as-png": image(gzip.compress(drawing(""))),
            "eps": image(_EPS, "x-eps"),
            "eps-as-png": image(_EPS),
            "eps-as-jpeg": image(_EPS, "jpeg"),
            "eps-as-webp": image(_EPS, "webp"),
            "animated-gif": image(picture("GIF", count=3), "gif"),
            "eps-as-gif": image(_EPS, "gif"),
            "truncated-gif": image(picture("GIF", (99, 99))[:40], "gif"),
            "gif-as-png": image(picture("GIF")),
            "tiff-as-jpeg": image(picture("TIFF"), "jpeg"),
            "bmp-as-webp": image(picture("BMP"), "webp"),
            "pdf-as-png": image(picture("PDF")),
            "ppm-as-png": image(b"P6 2 2 255 " + bytes(12)),
            "jpeg-as-png": image(picture("JPEG")),
            "png-as-jpeg": image(picture("PNG"), "jpeg"),
            "html": '<image href="data:text/html;base64,AA==" width="9" height="9"/>',
            "without-base64": '<image href="data:image/png,AA" width="9" height="9"/>',
            "broken-base64": '<image href="data:image/png;base64,A" width="9" height="9"/>',
            "no-data": '<image href="data:image/png;base64," width="9" height="9"/>',
            "truncated-png": image(png(99, 99, compress(bytes(99 * 298))[:20])),
            "truncated-jpeg": image(picture("JPEG", (99, 99))[:-300], "jpeg"),
            "truncated-webp": image(picture("WEBP", (99, 99))[:40], "webp"),
            "animated-png": image(picture("PNG", count=3)),
            "animated-webp": image(picture("WEBP", count=3), "webp"),
            "png-of-a-billion": image(png(30_000, 30_000, compress(b""))),
            "png-bomb": image(png(20_000, 2_000, compress(bytes(20_000 * 3 * 2000), 9))),
            "png-of-no-width": image(png(0, 9, compress(b""))),
            "png-broken-data": image(png(9, 9, b"none")),
            "jpeg-with-an-svg": image(_POLYGLOT + picture("JPEG")[2:], "jpeg"),
            "hidden": f'<g display="none">{image(_EPS)}</g>',
            "in-a-slot": f'<g id="slot-qr">{_BOX.format("")}{image(_EPS)}</g>',
        },
    ),
    "tricks": (
        (
            "can't be painted|not supported|not of names|can't be read|unknown|two slots|is not SVG|' is |no box"
            "|no text|is not set|outside|a clone shows|brackets|above a million|contains itself"
        ),
        {
            "text-outside-a-slot": '<text font-family="Comic">words</text>',
            "text-in-a-symbol": '<symbol id="s"><text>words</text></symbol>',
            "filter": _BOX.format('filter="url(#f)"'),
            "filter-blur": '<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter><g filter="url(#f)"/>',
            "mask": _BOX.format('mask="url(#m)"'),
            "mask-of-itself": '<mask id="m"><rect mask="url(#m)"/></mask><g mask="url(#m)"/>',
            "marker-of-itself": '<marker id="m"><path marker-end="url(#m)" d="M0 0H9"/></marker>',
            "custom-property": '<g style="--a:url(x)"/>',
            "variable": '<g fill="var(--a)"/>',
            "transform-in-style": '<g style="transform:scale(9)"/>',
            "path-in-style": '<path style="d:path(\'M0 0H9\')" fill="none"/>',
            "width-in-style": '<rect style="width:9px" height="9" fill="none"/>',
            "custom-property-of-an-address": f"<style>:root{{--a:url({_FAR})}}.a{{fill:var(--a)}}</style>",
            "custom-property-of-itself": '<g style="--a:var(--b);--b:var(--a)" fill="none"><g fill="var(--a)"/></g>',
            "custom-properties-multiply": '<g style="--a0:red red;'
            + "".join(f"--a{n + 1}:{f'var(--a{n}) ' * 9};" for n in range(30))
            + '"><g fill="var(--a30)"/></g>',
            "selector": "<style>*:hover{fill:red}</style>",
            "selector-function": "<style>:is(:is(:is(g))){fill:red}</style>",
            "brackets-in-css": "<style>.a{fill:" + "(" * 50_000 + "}</style>",
            "brackets-in-a-selector": "<style>" + ":not(" * 30_000 + "g{fill:red}</style>",
            "selector-attribute": "<style>[href]{fill:red}</style>",
            "css-unclosed": "<style>.a{fill:red</style>".replace("red<", "red;.b{<"),
            "colour-of-the-context": '<g id="a"><g stroke="currentColor"/></g><use href="#a" color="red"/>',
            "colour-of-the-dark": _BOX.format('style="color-scheme:dark" stroke="light-dark(red,blue)"'),
            "colour-of-lab": _BOX.format('stroke="oklch(50% .1 20)"'),
            "switch": "<switch><g/></switch>",
            "link": '<a href="javascript:a()"><rect fill="none"/></a>',
            "link-of-data": '<a xlink:href="data:text/html,a"/>',
            "link-two-hrefs": '<a href="https://example.org" xlink:href="file:///etc/passwd"/>',
            "mathml": '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>',
            "frames-of-superscripts": '<g id="slot-x data-frames" data-frames="²"/>',
            "name-of-a-terminal": f'<g id="slot-_x1B__x5B_2J">{_BOX.format("")}</g>',
            "name-of-surrogates": f'<g id="slot-_xD800_">{_BOX.format("")}</g>',
            "name-with-escapes": '<g id="a" data-pin="&#x9b;2J"/>',
            "two-slots": f'<g id="slot-headline">{_BOX.format("")}</g>',
            "slot-of-nothing": '<g id="slot-support"><rect fill="none"/></g>',
            "slot-font-size-zero": f'<g id="slot-support">{_BOX.format("")}<text font-size="0">a</text></g>',
            "slot-font-size-huge": f'<g id="slot-support">{_BOX.format("")}<text font-size="1e99">a</text></g>',
            "slot-font-weight-endless": f'<g id="slot-support">{_BOX.format("")}<text font-weight="1e999">a</text></g>',
            "slot-line-height": f'<g id="slot-support">{_BOX.format("")}<text line-height="1e999">a</text></g>',
        },
    ),
}
