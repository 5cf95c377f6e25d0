"""Print the name of the kit that a kit.yaml makes, NAME-VERSION, which its folder and its zips bear."""

import sys
from pathlib import Path

from kit.errors import KitError
from kit.project import load_project

try:
    kit = load_project(Path(sys.argv[1])).campaign.kit
except KitError as error:
    sys.exit(str(error))
print(f"{kit.name}-{kit.version}")
