"""Print the notes of a release: first whether its kit names a place where people find help, then what else to read.

The first paragraph is made from kit.yaml, so that nobody has to remember it, and it says what the kit says.
"""

import sys
from pathlib import Path

from kit.base.errors import KitError
from kit.content.picture_slots import help_line
from kit.project import load_project

EMPTY = (
    "This kit names no place where people find help: the campaign has given no address, so `kit.help` in `kit.yaml` is"
    " empty. Its pictures, captions, page and documents are ready for one."
)
FILLED = "This kit says where people find help, on its page and in its captions: {places}."
MORE = "CHANGELOG.md says what is new; docs/releasing.md how to make sure that a zip is this one."

try:
    campaigns = load_project(Path(sys.argv[1])).campaigns
except KitError as error:
    sys.exit(str(error))
places = [
    f"{help_line(one.kit.help, f'<{one.links[one.kit.help.link].url}>', one)} ({one.kit.language})"
    for one in campaigns
    if one.kit.help
]
print(FILLED.format(places="; ".join(places)) if places else EMPTY, MORE, sep="\n\n")
