"""Print what errors kept out of a kit, with commas between, by its manifest.json: languages, and TAG/MESSAGE."""

import sys
from pathlib import Path

from kit.base.whole_files import read_regular
from kit.publish.store.contents import MOST_BYTES
from kit.publish.store.manifest_file import parse_manifest

try:
    manifest = parse_manifest(read_regular(Path(sys.argv[1]), MOST_BYTES))
except (OSError, ValueError) as error:
    sys.exit(f"{sys.argv[1]} can't be read: {error}")
held_back = (f"{tag}/{message}" for tag, messages in (manifest.held_back or {}).items() for message in messages)
print(",".join((*(manifest.left_out or ()), *held_back)))
