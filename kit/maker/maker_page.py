"""Write `make.html`: one page with its style, its script, its fonts and its drawings inside, which asks for nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from kit.model.campaign import Sentences


_HERE = Path(__file__).parent
#: The parts of the page's script, in order; they share one scope.
_SCRIPT = (
    "elements", "glue", "isolates", "ink", "paragraph", "place", "fit", "refuse", "png", "jpeg", "drawings", "saving",
    "photo", "page",
)  # fmt: skip
#: The labels that it shares with the page of pictures.
_SHARED = (
    "lang", "dir", "back", "share", "shared", "share_failed", "caption", "copy_caption", "caption_copied", "alt",
    "copy_alt", "alt_copied", "copy_failed", "shape", "shapes",
)  # fmt: skip


def make_html(data: Mapping[str, Any], sentences: Sentences, title: str, back: str) -> bytes:
    """Return the page in UTF-8; `back` is the path of the page of pictures, `title` that of the kit."""
    page, style, script = sentences["page"], _own("maker.css"), _script()
    words = {
        **{name: page[name] for name in _SHARED},
        "save": page["saving"]["web"]["title"],
        "saved": page["saving"]["web"]["picture"]["done"],
        **sentences["maker"],
    }
    return (
        _template()
        .render(
            words=words,
            title=title,
            back=back,
            language=data["language"],
            policy=_policy(style, script),
            style=style,
            script=script,
            data=_embedded({**data, "words": words}),
        )
        .encode()
    )


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("make.html.j2")


@lru_cache
def _own(name: str) -> str:
    """Return a style or a part of the script of this package, without indents and lines that are comments."""
    lines = (line.lstrip() for line in (_HERE / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*"))) + "\n"


@lru_cache
def _script() -> str:
    """Return the script of the page, whose names are private."""
    parts = "\n".join(_own(f"script/{name}.js") for name in _SCRIPT)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy (https://www.w3.org/TR/CSP3/): no other script, and nothing from elsewhere."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _embedded(data: object) -> str:
    """Return data as JSON without anything that could end a script element (https://html.spec.whatwg.org/#script)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e")
