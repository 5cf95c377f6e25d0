"""Print what a kit.yaml, or the one in a folder, says of the kit that it makes.

By default its name, NAME-VERSION, which its folder and its zips bear; with words behind the file a line for each of
them: for `name` its name, for `version` its version alone, for `prerelease` whether that is one, true or false, for
`languages` their tags as the zips have them.
"""

import sys

from kit.base.errors import KitError
from kit.base.version import is_prerelease
from kit.project import load_project
from kit.run.pipeline.loading import spec_at

try:
    project = load_project(spec_at(sys.argv[1]))
except KitError as error:
    sys.exit(str(error))
kit = project.campaign.kit
said = {
    "name": f"{kit.name}-{kit.version}",
    "version": kit.version,
    "prerelease": str(is_prerelease(kit.version)).lower(),
    "languages": " ".join(tag.lower() for tag in (kit.language, *project.translations)),
}
for asked in sys.argv[2:] or ["name"]:
    print(said[asked])
