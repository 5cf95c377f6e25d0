"""What the program's pages of one file have in common: forms, styles and scripts, named in their policy, and data.

Files are named by their paths in the package. Functions that read one raise InstallationError if it is missing.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from kit.base.whole_files import read_own


@lru_cache
def page_form(name: str, **filters: Callable[..., object]) -> Template:
    """Return the form of a page, which may include others of its folder, with filters by their names."""
    folder, _, own = name.rpartition("/")
    environment = Environment(
        loader=FunctionLoader(lambda part: read_own(f"{folder}/{part}").decode()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= filters
    return environment.get_template(own)


@lru_cache
def compact_text(name: str) -> str:
    """Return a style or a script, without indents and lines that are comments.

    Every zip has a page, so that these would be a sixth of what it has besides its pictures and its data.
    """
    lines = (line.lstrip() for line in read_own(name).decode().splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*"))) + "\n"


def policy_digest(text: str) -> str:
    """Return what a policy allows a style or a script by (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def script_data(data: object) -> str:
    """Return data as JSON without anything that could end a script element (https://html.spec.whatwg.org/#script)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e")
