"""What the package's pages of one file have in common: styles and scripts, named in their policy, and data inside."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@lru_cache
def compact_text(path: Path) -> str:
    """Return a style or a script of the package, without indents and lines that are comments.

    Every zip has a page, so that these would be a sixth of what it has besides its pictures and its data.
    """
    lines = (line.lstrip() for line in path.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*"))) + "\n"


def policy_digest(text: str) -> str:
    """Return what a policy allows a style or a script by (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def script_data(data: object) -> str:
    """Return data as JSON without anything that could end a script element (https://html.spec.whatwg.org/#script)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e")
