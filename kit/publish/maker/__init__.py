"""The page of a language on which volunteers write a sentence of their own on the campaign's drawings, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.publish.maker.maker_data import maker_data
from kit.publish.maker.maker_page import make_html

if TYPE_CHECKING:
    from kit.compose import Composer
    from kit.model.project import Project


def maker_page(project: Project, composer: Composer, language: str, back: str) -> bytes | None:
    """Return the page of a language in UTF-8; None if the campaign opens no layout, or none is in the language.

    `back` is the path from it to the page of pictures. Raises DrawingError for a layout that can't be drawn in a shape.
    """
    data = maker_data(project, composer, language)
    if data is None:
        return None
    campaign = project.in_language(language).campaign
    return make_html(data, campaign.sentences, campaign.title, back)


__all__ = ["maker_page"]
