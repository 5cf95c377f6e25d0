"""The Child Safety First kit generator: words in `kit.yaml` and drawings in `templates/svg/` become a kit of images.

This module is the public API; `docs/python.md` shows how to use it. Names are imported on first use.
Functions return what they find and raise KitError, whose `faults` say what is wrong and where; nothing prints. They
raise InstallationError if a file of the program itself is missing.

`docs/explanation.md` follows one value through the packages, from a line of `kit.yaml` to a picture on a phone.
Imports only point down; `tests/test_layers.py` has the table.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.base.chosen_paths import ChosenPath
    from kit.base.errors import (
        ArchiveError,
        DrawingError,
        EncodeError,
        Fault,
        FontError,
        ImageError,
        InstallationError,
        KitError,
        Mark,
        OutputError,
        QrError,
        SpecError,
    )
    from kit.base.version import __version__ as __version__
    from kit.checks import Rule
    from kit.comparison.changes import (
        Cause,
        ChangeGroup,
        ComparedKit,
        Comparison,
        FieldChange,
        PictureChange,
        PixelChange,
    )
    from kit.comparison.comparing import diff
    from kit.exchange.canonical import format_translation
    from kit.exchange.exporting import ExportedTranslation, export_translation
    from kit.exchange.importing import ImportedTranslation, import_translation
    from kit.exchange.letter_budgets import LetterBudget, budget
    from kit.exchange.partner_table import ImportedPartners, import_partners
    from kit.jobs.cluster import Cluster
    from kit.model.artwork import PictureId
    from kit.model.asset import Asset, Description
    from kit.model.finding import CheckError, Finding, Verification
    from kit.model.project import HeldBack, Project
    from kit.pipeline.build_result import BuildResult, Failure, LeftOut
    from kit.pipeline.building import build, build_partners
    from kit.pipeline.judging.checking import check, engines, rules, translation_states, unjudged_effects
    from kit.pipeline.judging.drawing_checking import CheckedDrawing, check_drawing
    from kit.pipeline.loading import (
        cache_fault,
        in_languages,
        load,
        partners_of,
        published_at,
        with_pseudo_copy,
        without_languages,
    )
    from kit.pipeline.packing import pack, verify
    from kit.pipeline.part_updates import copy_parts
    from kit.pipeline.partner_listing import PartnerList, kits_folder, list_partner_kits, partner_folder
    from kit.pipeline.rendering import PlannedPicture, Rendered, picture_named, pictures, plan, render
    from kit.pipeline.sheets import contact_sheets
    from kit.pipeline.stored import check_stored, fetch_stored, stored_kits, stored_zip
    from kit.preview import serve_preview
    from kit.scaffold.editor_files import install_inkscape_extension, json_schema, write_schemas
    from kit.scaffold.layout_drawings import NewLayout, new_layout
    from kit.scaffold.new_campaign import new
    from kit.scaffold.translation_draft import NewTranslation, new_translation
    from kit.scaffold.translation_signing import note_translations, sign_translations

__all__ = [
    "ArchiveError",
    "Asset",
    "BuildResult",
    "Cause",
    "ChangeGroup",
    "CheckError",
    "CheckedDrawing",
    "ChosenPath",
    "Cluster",
    "ComparedKit",
    "Comparison",
    "Description",
    "DrawingError",
    "EncodeError",
    "ExportedTranslation",
    "Failure",
    "Fault",
    "FieldChange",
    "Finding",
    "FontError",
    "HeldBack",
    "ImageError",
    "ImportedPartners",
    "ImportedTranslation",
    "InstallationError",
    "KitError",
    "LeftOut",
    "LetterBudget",
    "Mark",
    "NewLayout",
    "NewTranslation",
    "OutputError",
    "PartnerList",
    "PictureChange",
    "PictureId",
    "PixelChange",
    "PlannedPicture",
    "Project",
    "QrError",
    "Rendered",
    "Rule",
    "SpecError",
    "Verification",
    "budget",
    "build",
    "build_partners",
    "cache_fault",
    "check",
    "check_drawing",
    "check_stored",
    "contact_sheets",
    "copy_parts",
    "diff",
    "engines",
    "export_translation",
    "fetch_stored",
    "format_translation",
    "import_partners",
    "import_translation",
    "in_languages",
    "install_inkscape_extension",
    "json_schema",
    "kits_folder",
    "list_partner_kits",
    "load",
    "new",
    "new_layout",
    "new_translation",
    "note_translations",
    "pack",
    "partner_folder",
    "partners_of",
    "picture_named",
    "pictures",
    "plan",
    "published_at",
    "render",
    "rules",
    "serve_preview",
    "sign_translations",
    "stored_kits",
    "stored_zip",
    "translation_states",
    "unjudged_effects",
    "verify",
    "with_pseudo_copy",
    "without_languages",
    "write_schemas",
]

#: The module of every public name: the imports above, at run time.
_MODULES = {
    name: module
    for module, names in {
        "kit.checks": "Rule",
        "kit.base.chosen_paths": "ChosenPath",
        "kit.base.errors": "Fault KitError Mark "
        "ArchiveError DrawingError EncodeError FontError ImageError InstallationError OutputError QrError SpecError",
        "kit.model.asset": "Asset Description",
        "kit.comparison.changes": "Cause ChangeGroup ComparedKit Comparison FieldChange PictureChange PixelChange",
        "kit.model.finding": "CheckError Finding Verification",
        "kit.model.artwork": "PictureId",
        "kit.model.project": "HeldBack Project",
        "kit.exchange.canonical": "format_translation",
        "kit.exchange.exporting": "ExportedTranslation export_translation",
        "kit.exchange.importing": "ImportedTranslation import_translation",
        "kit.exchange.letter_budgets": "LetterBudget budget",
        "kit.exchange.partner_table": "ImportedPartners import_partners",
        "kit.jobs.cluster": "Cluster",
        "kit.pipeline.building": "build build_partners",
        "kit.pipeline.judging.checking": "check engines rules translation_states unjudged_effects",
        "kit.comparison.comparing": "diff",
        "kit.scaffold.editor_files": "install_inkscape_extension json_schema write_schemas",
        "kit.pipeline.judging.drawing_checking": "CheckedDrawing check_drawing",
        "kit.scaffold.layout_drawings": "NewLayout new_layout",
        "kit.pipeline.loading": "cache_fault in_languages load partners_of published_at with_pseudo_copy "
        "without_languages",
        "kit.pipeline.packing": "pack verify",
        "kit.pipeline.part_updates": "copy_parts",
        "kit.pipeline.partner_listing": "PartnerList kits_folder list_partner_kits partner_folder",
        "kit.pipeline.rendering": "PlannedPicture Rendered picture_named pictures plan render",
        "kit.pipeline.build_result": "BuildResult Failure LeftOut",
        "kit.pipeline.sheets": "contact_sheets",
        "kit.pipeline.stored": "check_stored fetch_stored stored_kits stored_zip",
        "kit.scaffold.new_campaign": "new",
        "kit.scaffold.translation_draft": "NewTranslation new_translation",
        "kit.scaffold.translation_signing": "note_translations sign_translations",
        "kit.preview": "serve_preview",
    }.items()
    for name in names.split()
}


if not TYPE_CHECKING:  # type checkers would accept any name from this function

    def __getattr__(name: str) -> object:
        """Import a public name on first use, without interruption (https://peps.python.org/pep-0562/)."""
        module = "kit.base.version" if name == "__version__" else _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module 'kit' has no attribute '{name}'")
        imports = import_module("kit.base.lazy_imports")  # here, so that `import kit` imports nothing
        with imports.signals_held():
            value: object = getattr(import_module(module), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Return the public names, imported or not."""
    return [*__all__, "__version__"]
