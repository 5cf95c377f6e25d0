"""Drawings that are too large, count wrongly, refer in circles, or hold pictures and styles that do harm."""

from __future__ import annotations

import gzip
from zlib import compress

from support.hostile.files import (
    BOX,
    CHAIN,
    EPS,
    FAR,
    HEAD,
    LINE,
    PATTERN,
    POLYGLOT,
    TAIL,
    USES,
    WALL,
    bomb,
    drawing,
    image,
    picture,
    png,
)

LOADS: dict[str, tuple[str, dict[str, str | bytes]]] = {
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
            "long-class": BOX.format(f'class="{"a " * 50_000}"'),
            "long-id": BOX.format(f'id="{"a" * 50_000}"'),
            "long-style": BOX.format(f'style="{"x:y;" * 50_000}"'),
            "long-transform": f'<g transform="{"scale(1) " * 50_000}"/>',
            "many-rules": "<style>" + ".a{fill:red}" * 5000 + "</style>",
            "many-classes": "<style>" + ",".join(f".a{n}" for n in range(5000)) + "{fill:red}</style>",
            "many-parts-of-selectors": "<style>" + f"{'g ' * 30}{{fill:red}}" * 100 + "</style>",
            "masks-by-the-thousand": f'<mask id="m" height=".1">{BOX.format("")}</mask>'
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
            "huge-stroke": LINE.format('stroke-width="1e12"'),
            "nan-stroke": LINE.format('stroke-width="nan"'),
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
            "mitre-in-mm": LINE.format('stroke-miterlimit="5mm"'),
            "dashes-below-zero": LINE.format('stroke-dasharray="-1 2"'),
            "dashes-of-nan": LINE.format('stroke-dasharray="nan"'),
            "dashes-in-percent": LINE.format('stroke-dasharray="1%"'),
            "huge-number-in-a-slot": f'<g id="slot-qr" transform="scale(1e300)">{BOX.format("")}</g>',
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
            "uses-in-a-long-chain": CHAIN + '<g id="n400"/>',
            "uses-multiply": '<g id="n0"/>' + "".join(USES.format(n + 1, n) for n in range(9)),
            "uses-multiply-in-defs": "<defs>"
            + "".join(USES.format(n + 1, n) for n in range(9))
            + '</defs><use href="#n9"/>',
            "symbols-multiply": "".join(
                USES.format(n + 1, n).replace("g ", "symbol ").replace("/g", "/symbol") for n in range(9)
            ),
            "many-uses-of-much": f'<g id="a">{BOX.format("") * 900}</g>' + '<use href="#a"/>' * 900,
            "use-of-nothing": "<use/>",
            "use-of-a-hash": '<use href="#"/>',
            "use-of-itself-in-quotes": """<g id="a"><use href="#a'"/></g>""",
            "use-of-itself-in-brackets": '<g id="a"><use href="#url(#a)"/></g>',
            "use-of-itself-by-percent": '<g id="a"><use href="#%61"/></g>',
            "use-of-itself-with-a-blank": '<g id="a"><use href="#&#10;a"/></g>',
            "clip-with-a-blank": '<clipPath id="a"><rect clip-path="url(#&#10;a)" width="9" height="9"/></clipPath>',
            "clip-of-a-function": '<g clip-path="inset(9px)"/>',
            "pattern-with-a-blank": PATTERN.format(9, WALL.format("url(#&#9;p)")) + WALL.format("url(#p)"),
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
            + WALL.format("url(#p)") * 90,
            "pattern-of-itself": PATTERN.format(9, WALL.format("url(#p)")) + WALL.format("url(#p)"),
            "pattern-in-a-pattern": PATTERN.format(9, WALL.format("url(#q)"))
            + '<pattern id="q" width="9" height="9"/>'
            + WALL.format("url(#p)"),
            "pattern-of-itself-inherited": '<g fill="url(#p)">' + PATTERN.format(9, "<circle r='9'/>") + "</g>",
            "pattern-of-itself-by-inherit": PATTERN.format(9, '<g fill="url(#p)"><circle r="9" fill="inherit"/></g>'),
            "patterns-in-a-ring": '<pattern id="a" href="#b"/><pattern id="b" href="#a"/>',
            "patterns-multiply": bomb("pattern", 'stroke="url(#n{})"'),
            "huge-tile": PATTERN.format(900_000, "") + WALL.format("url(#p)"),
            "pattern-that-is-used": PATTERN.format(9, '<use href="#a"/>') + f'<g id="a">{WALL.format("url(#p)")}</g>',
            "pattern-inherited": PATTERN.format(9, BOX.format("") * 99)
            + f'<g stroke="url(#p)">{BOX.format("") * 200}</g>',
            "dashes-without-end": LINE.format('stroke-dasharray="1e-9"'),
            "dashes-by-the-thousand": LINE.format('stroke-width="300" stroke-dasharray=".05"'),
            "dashes-inherited": '<g stroke="#0f2a2e" stroke-dasharray=".1 0">'
            + '<circle r="400" fill="none"/>' * 9
            + "</g>",
            "opacities-multiply": ('<g opacity=".9">' * 20 + "<rect/>" + "</g>" * 20) * 30,
            "gradients-by-the-thousand": '<radialGradient id="p"/>' + WALL.format("url(#p)") * 900,
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
            "eps": image(EPS, "x-eps"),
            "eps-as-png": image(EPS),
            "eps-as-jpeg": image(EPS, "jpeg"),
            "eps-as-webp": image(EPS, "webp"),
            "animated-gif": image(picture("GIF", count=3), "gif"),
            "eps-as-gif": image(EPS, "gif"),
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
            "jpeg-with-an-svg": image(POLYGLOT + picture("JPEG")[2:], "jpeg"),
            "hidden": f'<g display="none">{image(EPS)}</g>',
            "in-a-slot": f'<g id="slot-qr">{BOX.format("")}{image(EPS)}</g>',
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
            "filter": BOX.format('filter="url(#f)"'),
            "filter-blur": '<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter><g filter="url(#f)"/>',
            "mask": BOX.format('mask="url(#m)"'),
            "mask-of-itself": '<mask id="m"><rect mask="url(#m)"/></mask><g mask="url(#m)"/>',
            "marker-of-itself": '<marker id="m"><path marker-end="url(#m)" d="M0 0H9"/></marker>',
            "custom-property": '<g style="--a:url(x)"/>',
            "variable": '<g fill="var(--a)"/>',
            "transform-in-style": '<g style="transform:scale(9)"/>',
            "path-in-style": '<path style="d:path(\'M0 0H9\')" fill="none"/>',
            "width-in-style": '<rect style="width:9px" height="9" fill="none"/>',
            "custom-property-of-an-address": f"<style>:root{{--a:url({FAR})}}.a{{fill:var(--a)}}</style>",
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
            "colour-of-the-dark": BOX.format('style="color-scheme:dark" stroke="light-dark(red,blue)"'),
            "colour-of-lab": BOX.format('stroke="oklch(50% .1 20)"'),
            "switch": "<switch><g/></switch>",
            "link": '<a href="javascript:a()"><rect fill="none"/></a>',
            "link-of-data": '<a xlink:href="data:text/html,a"/>',
            "link-two-hrefs": '<a href="https://example.org" xlink:href="file:///etc/passwd"/>',
            "mathml": '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>',
            "frames-of-superscripts": '<g id="slot-x data-frames" data-frames="²"/>',
            "name-of-a-terminal": f'<g id="slot-_x1B__x5B_2J">{BOX.format("")}</g>',
            "name-of-surrogates": f'<g id="slot-_xD800_">{BOX.format("")}</g>',
            "name-with-escapes": '<g id="a" data-pin="&#x9b;2J"/>',
            "two-slots": f'<g id="slot-headline">{BOX.format("")}</g>',
            "slot-of-nothing": '<g id="slot-support"><rect fill="none"/></g>',
            "slot-font-size-zero": f'<g id="slot-support">{BOX.format("")}<text font-size="0">a</text></g>',
            "slot-font-size-huge": f'<g id="slot-support">{BOX.format("")}<text font-size="1e99">a</text></g>',
            "slot-font-weight-endless": f'<g id="slot-support">{BOX.format("")}<text font-weight="1e999">a</text></g>',
            "slot-line-height": f'<g id="slot-support">{BOX.format("")}<text line-height="1e999">a</text></g>',
        },
    ),
}
