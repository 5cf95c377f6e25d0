"""The Child Safety First kit generator: words in `kit.yaml` and drawings in `templates/svg/` become a kit of images.

The route of one datum, a headline in line 41 of `kit.yaml`:

1. `source` parses YAML into values that remember file, line and column.
2. `spec` validates them into a `Campaign`; every mistake is reported at once, each with its line and a remedy.
3. `build` multiplies messages, placements and languages into artboards, in a fixed order.
4. `template` reads the drawing of the artboard's layout, finds its slots, and lays it out by its pins.
5. `compose` fills every slot: copy is shaped by `shape`, broken into lines and fitted by `copyfit`, and turned into
   outlines; the `qr` symbol becomes one path. The result, an artwork, is resolved: nothing in it is left to decide.
6. `captions` writes the words beside the picture and its alt text, from the message and from what was placed.
7. `cache` keeps pixels by the digest of the artwork, and files by that, their limits and the encoders.
8. `raster` paints the artwork with CairoSVG, which never sees text or CSS.
9. `encode` makes PNG or JPEG under the byte limit of the platform, and PDF for paper.
10. `checks` judge artworks and pixels and return findings, each naming its place.
11. `gallery` shows what was built, a page to post from beside the table of captions, sources and licence, and
    `archive` packs it into zips and verifies them.

Imports only point down: `cli` on top, then `build`, then `checks`, `captions`, `gallery` and `archive`, then
`compose`, then `spec` and `copyfit`, then the crafts, then `model`, and `geometry` and `errors` at the bottom.
"""

__version__ = "1.0.0"
