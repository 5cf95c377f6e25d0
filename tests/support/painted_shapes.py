"""One of each kind of shape, paint, group and clip that the direct painter knows, as SVG."""


def svg(body: str, width: int = 240, height: int = 180) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{body}</svg>'


STOPS = (
    '<stop offset="0" stop-color="#fff0d0"/><stop offset=".4" stop-color="#a14"/><stop offset="1" stop-color="#123"/>'
)
FADING = '<stop stop-color="#f5a83c" stop-opacity=".9"/><stop offset="1" stop-color="#0f2a2e" stop-opacity="0"/>'
SUDDEN = (
    '<stop stop-color="#fff0d0"/><stop offset="0" stop-color="#a14"/><stop offset="1" stop-color="#f5a83c"/>'
    '<stop offset="1" stop-color="#0f2a2e"/><stop offset=".3" stop-color="#123"/>'
)
USER = 'gradientUnits="userSpaceOnUse"'
RADIAL = f'<radialGradient id="g" {USER} cx="90" cy="70" r="160" {{}}>{STOPS}</radialGradient>'
LINEAR = f'<linearGradient id="g" {USER} x1="20" y1="10" x2="{{}}" y2="{{}}">{STOPS}</linearGradient>'
ALL = '<rect width="240" height="180" fill="url(#g)"/>'
SHAPES = {
    "rectangles": '<rect x="10.3" y="7.8" width="90" height="50.5" fill="#f5a83c"/>',
    "round rectangles": '<rect x="10" y="7" width="90" height="50" rx="12" ry="30" fill="#f5a83c"/>',
    "circles": '<circle cx="100.5" cy="90.2" r="70" fill="#0f2a2e"/>',
    "ellipses": '<ellipse cx="100" cy="90" rx="80" ry="33.3" fill="#0f2a2e" fill-opacity=".4"/>',
    "polygons": '<polygon points="10,10 200,30.5 120 170" fill="#a14"/>',
    "polylines": '<polyline points="10,10 200,30 120,170" fill="none" stroke="#a14" stroke-width="5"/>',
    "polygons of an odd number": '<polygon points="10,10 200,30.5 120 170 220" fill="#a14"/>',
    "lines": '<line x1="10" y1="12" x2="200" y2="150" stroke="#a14" stroke-width="7" stroke-linecap="round"/>',
    "relative paths": '<path d="M20 30h50v20h-50zM90 20l40 60q30 40 50-20c10-30 20 5 30 40H90V60z" fill="#123"/>',
    "curves": '<path d="M20 90C40 10 60 10 80 90Q100 170 140 90L200 60Z" fill="#123"/>',
    "smooth paths": '<path d="M20 90C40 10 60 10 80 90S120 170 140 90T200 60" fill="#123"/>',
    "arcs": '<path d="M20 90A70 40 20 0 1 200 90A90 90 0 0 1 20 90Z" fill="#123"/>',
    "wide arcs": '<path d="M-531.1 159A2000 2000 0 0 1 2011 1398.9z" fill="#123"/>',
    "repeated letters": '<path d="M20 30 200 40 120 170M30,30l20-5,5.5.5z" fill="#123"/>',
    "letters with a hole": '<path d="M20 20L200 20 200 160 20 160ZM60 60L160 60 160 120 60 120Z" fill-rule="evenodd"/>',
    "strokes": '<path d="M20 20L120 150L200 20" fill="#eee" stroke="#123" stroke-width="9" stroke-linejoin="round"/>',
    "miters": '<path d="M20 20L60 150L100 20" fill="none" stroke="#123" stroke-width="5" stroke-miterlimit="2"/>',
    "dashes": '<path d="M20 20H200" stroke="#123" stroke-width="6" stroke-dasharray="12 5" stroke-dashoffset="3"/>',
    "moved groups": '<g transform="translate(20 5) scale(1.5)"><path d="M0 0H40V30z" transform="scale(2 .5)"/></g>',
    "groups in a matrix": '<g transform="matrix(.9 .2 -.3 1.1 50 10)"><rect width="99" height="70" fill="#a14"/></g>',
    "inherited paint": '<g fill="#a14" stroke="#123" stroke-width="3"><circle cx="90" cy="90" r="50"/></g>',
    "paint inherited by name": (
        '<g fill="#a14" stroke="inherit"><g fill="inherit"><circle cx="90" cy="90" r="50" fill="inherit"/></g></g>'
    ),
    "see-through groups": '<g opacity=".5"><path d="M0 0H99V99z"/><circle cx="99" cy="99" r="60" fill="#a14"/></g>',
    "see-through shapes": '<circle cx="99" cy="99" r="60" fill="#a14" opacity=".3"/>',
    "clips": (
        '<clipPath id="c"><circle cx="90" cy="90" r="60"/></clipPath>'
        '<g clip-path="url(#c)"><rect width="99" height="180"/></g>'
    ),
    "clips of several shapes": (
        '<clipPath id="c"><rect width="50" height="99"/><circle cx="150" cy="90" r="60" transform="translate(9 9)"/>'
        '</clipPath><rect width="240" height="180" clip-path="url(#c)" transform="scale(.9)"/>'
    ),
    "radial gradients": RADIAL.format("") + ALL,
    "stretched gradients": RADIAL.format('gradientTransform="translate(40 10) scale(1.2 .6)"') + ALL,
    "turned gradients": RADIAL.format('gradientTransform="matrix(.9 .4 -.5 1.1 30 -20)"') + ALL,
    "linear gradients": LINEAR.format(200, 150) + ALL,
    "upright gradients": LINEAR.format(20, 150) + ALL,
    "level gradients": LINEAR.format(200, 10) + ALL,
    "gradients in shapes": RADIAL.format("") + '<circle cx="120" cy="90" r="85" fill="url(#g)"/>',
    "gradients in groups": RADIAL.format("") + f'<g opacity=".6" transform="translate(5 5)">{ALL}</g>',
    "gradients that end at once": RADIAL.replace(STOPS, SUDDEN).replace('"160"', '"60"').format("") + ALL,
    "slanting gradients that end at once": (
        f'<linearGradient id="g" {USER} x1="60" y1="30" x2="150" y2="110">{SUDDEN}</linearGradient>{ALL}'
    ),
    "gradients in shares of a shape": (
        f'<linearGradient id="g" x2="70%" y2=".9">{STOPS}</linearGradient>'
        '<path d="M20 100C20 -33 200 -33 200 100L90 170z" fill="url(#g)"/>'
    ),
    "gradients in shares of an ellipse": (
        f'<radialGradient id="g" fx="0.3">{STOPS}</radialGradient>'
        '<ellipse cx="120" cy="90" rx="99" ry="60" fill="url(#g)"/>'
    ),
    "gradients out of their middle": RADIAL.format('fx="20"') + ALL,
    "gradients that go on": RADIAL.replace("160", "50").format('spreadMethod="reflect"') + ALL,
    "gradients that begin again": LINEAR.format(60, 40).replace("y2", 'spreadMethod="repeat" y2') + ALL,
    "turns": '<rect x="50" y="20" width="50" height="20" transform="rotate(20) rotate(9 50 50) skewX(10)"/>',
    "what is visible": '<g visibility="visible"><rect x="50" y="20" width="50" height="20"/></g>',
    "shapes without smooth edges": (
        '<g shape-rendering="crispEdges"><circle cx="60.3" cy="60.2" r="40"/><path d="M100 20L180 60.7L120 130z"/>'
        '<path d="M10 150L190 170" stroke="#123" stroke-width="1.5"/>'
        '<rect x="90.3" y="120.4" width="30" height="9"/></g>'
    ),
    "edges in the middle of pixels": (
        '<g shape-rendering="crispEdges"><line x1="20" y1="20.5" x2="200" y2="20.5" stroke="#123" stroke-width="2"/>'
        '<rect x="20.5" y="40.5" width="50" height="30"/><line x1="99" y1="40" x2="99" y2="99" stroke="#a14"/></g>'
    ),
    "bends at the end of a line": (
        '<path d="M175 15C175 30 175.1 165 175 165H15" fill="none" stroke="#123" stroke-width="20" '
        'stroke-linejoin="bevel"/>'
    ),
    "fading light": (
        f'<rect width="240" height="180" fill="#0f2a2e"/><radialGradient id="g" {USER} cx="90" cy="70" r="120">{FADING}'
        f'</radialGradient><circle cx="90" cy="70" r="120" fill="url(#g)" fill-opacity=".7"/>'
    ),
}
