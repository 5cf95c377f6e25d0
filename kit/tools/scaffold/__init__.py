"""What people start from: a campaign, a layout, a translation and its signatures, and files for their editors."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.tools.scaffold.editor_files import install_inkscape_extension, json_schema, write_schemas
    from kit.tools.scaffold.layout_drawings import NewLayout, new_layout
    from kit.tools.scaffold.new_campaign import new
    from kit.tools.scaffold.translation_draft import NewTranslation, new_translation
    from kit.tools.scaffold.translation_signing import note_translations, sign_translations
else:
    __getattr__ = names_on_demand(
        "kit.tools.scaffold",
        {
            "editor_files": "install_inkscape_extension json_schema write_schemas",
            "layout_drawings": "NewLayout new_layout",
            "new_campaign": "new",
            "translation_draft": "NewTranslation new_translation",
            "translation_signing": "note_translations sign_translations",
        },
    )

__all__ = [
    "NewLayout",
    "NewTranslation",
    "install_inkscape_extension",
    "json_schema",
    "new",
    "new_layout",
    "new_translation",
    "note_translations",
    "sign_translations",
    "write_schemas",
]
