"""Print the notes of a release: whether its kit names a place where people find help, its drafts, what else to read.

The first paragraphs are made from kit.yaml and the translations, so that nobody has to remember them, and they say what
the kit says. WITHOUT names the languages that the release leaves out, with commas between.
"""

import os
import sys
from pathlib import Path

from kit.base.errors import KitError
from kit.compose.content.picture_slots import help_line
from kit.project import load_project

EMPTY = (
    "This kit names no place where people find help: the campaign has given no address, so `kit.help` in `kit.yaml` is"
    " empty. Its pictures, captions, page and documents are ready for one."
)
FILLED = "This kit says where people find help, on its page and in its captions: {places}."
DRAFTS = (
    "Zips named `DRAFT` hold translations that no native reader has reviewed yet, or not as they are now ({languages})."
    " They are not part of the kit: read them before you post."
)
MORE = "CHANGELOG.md says what is new; docs/releasing.md how to make sure that a zip is this one."

try:
    project = load_project(Path(sys.argv[1])).without(os.environ.get("WITHOUT", "").split(","))
except KitError as error:
    sys.exit(str(error))
places = [
    f"{help_line(one.kit.help, f'<{one.links[one.kit.help.link].url}>', one)} ({one.kit.language})"
    for one in project.campaigns
    if one.kit.help
]
drafts = [
    tag
    for tag, one in project.translations.items()
    if any(project.state_of(tag, message) != "reviewed" for message in one.messages)
]
print(FILLED.format(places="; ".join(places)) if places else EMPTY)
if drafts:
    print("\n" + DRAFTS.format(languages=", ".join(drafts)))
print("\n" + MORE)
