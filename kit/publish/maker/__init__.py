"""The page of a language on which volunteers write a sentence of their own on the campaign's drawings, offline.

`make.html` is one page with its style, its script, its fonts and its drawings inside, which asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kit.base.page_parts import compact_text, page_form, policy_digest, script_data
from kit.compose import Composer
from kit.model.campaign import Sentences
from kit.model.project import Project
from kit.publish.maker.maker_data import maker_data

#: The parts of the page's script, in order; they share one scope.
_SCRIPT = (
    "elements", "glue", "isolates", "ink", "paragraph", "place", "fit", "refuse", "png", "jpeg", "drawings", "saving",
    "photo", "page",
)  # fmt: skip
#: The labels that it shares with the page of pictures.
_SHARED = (
    "lang", "dir", "back", "share", "shared", "share_failed", "caption", "copy_caption", "caption_copied", "alt",
    "copy_alt", "alt_copied", "copy_failed", "shape", "shapes", "dates", "ended", "shared_address", "own_photo",
    "shared_alone", "address_copied",
)  # fmt: skip


def maker_page(project: Project, composer: Composer, language: str, back: str) -> bytes | None:
    """Return the page of a language in UTF-8; None if the campaign opens no layout, or none is in the language.

    `back` is the path from it to the page of pictures. Raises DrawingError for a layout that can't be drawn in a shape.
    """
    data = maker_data(project, composer, language)
    if data is None:
        return None
    campaign = project.in_language(language).campaign
    return _make_html(data, campaign.sentences, campaign.title, back)


def _make_html(data: Mapping[str, Any], sentences: Sentences, title: str, back: str) -> bytes:
    """Return the page in UTF-8; `back` is the path of the page of pictures, `title` that of the kit."""
    page, style, script = sentences["page"], compact_text("publish/maker/maker.css"), _script()
    words = {
        **{name: page[name] for name in _SHARED},
        "save": page["saving"]["web"]["title"],
        "saved": page["saving"]["web"]["picture"]["done"],
        **sentences["maker"],
    }
    return (
        page_form("publish/maker/make.html.j2")
        .render(
            words=words,
            title=title,
            back=back,
            language=data["language"],
            rights=data["rights"],
            policy=_policy(style, script),
            style=style,
            script=script,
            data=script_data({**data, "words": words}),
        )
        .encode()
    )


@lru_cache
def _script() -> str:
    """Return the script of the page, whose names are private."""
    parts = "\n".join(compact_text(f"publish/maker/script/{name}.js") for name in _SCRIPT)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy (https://www.w3.org/TR/CSP3/): no other script, and nothing from elsewhere."""
    return (
        f"default-src 'none'; style-src {policy_digest(style)}; script-src {policy_digest(script)}; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


__all__ = ["maker_page"]
