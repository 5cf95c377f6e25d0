"""Print what a kit.yaml says of the kit that it makes.

By default its name, NAME-VERSION, which its folder and its zips bear; with words behind the file a line for each of
them: for `name` its name, for `version` its version alone, for `prerelease` whether that is one, true or false.
"""

import sys
from pathlib import Path

from kit.base.errors import KitError
from kit.base.version import is_prerelease
from kit.project import load_project

try:
    kit = load_project(Path(sys.argv[1])).campaign.kit
except KitError as error:
    sys.exit(str(error))
said = {
    "name": f"{kit.name}-{kit.version}",
    "version": kit.version,
    "prerelease": str(is_prerelease(kit.version)).lower(),
}
for asked in sys.argv[2:] or ["name"]:
    print(said[asked])
