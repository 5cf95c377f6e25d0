"""A campaign of one picture, which is soon built, and its words in German, which nobody has reviewed."""

from __future__ import annotations

from support.tiny_project import SPEC

SMALL = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square]").partition("  share:")[0]
GERMAN = """\
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
"""
