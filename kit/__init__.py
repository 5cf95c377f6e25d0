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
    from kit.base.real_paths import ChosenPath
    from kit.base.version import __version__ as __version__
    from kit.judge import Rule
    from kit.model.artwork import PictureId
    from kit.model.asset import Asset, Description
    from kit.model.finding import CheckError, Finding, Verification
    from kit.model.project import HeldBack, Project
    from kit.run.jobs.cluster import Cluster
    from kit.run.pipeline.build_result import BuildResult, Failure, LeftOut
    from kit.run.pipeline.building import build, build_partners
    from kit.run.pipeline.judging.checking import check, engines, rules, translation_states, unjudged_effects
    from kit.run.pipeline.judging.drawing_checking import CheckedDrawing, check_drawing
    from kit.run.pipeline.loading import (
        cache_fault,
        in_languages,
        load,
        partners_of,
        published_at,
        with_pseudo_copy,
        without_languages,
    )
    from kit.run.pipeline.packing import pack, verify
    from kit.run.pipeline.part_updates import copy_parts
    from kit.run.pipeline.partner_listing import PartnerList, kits_folder, list_partner_kits, partner_folder
    from kit.run.pipeline.rendering import PlannedPicture, Rendered, picture_named, pictures, plan, render
    from kit.run.pipeline.sheets import contact_sheets
    from kit.run.pipeline.stored import check_stored, fetch_stored, stored_kits, stored_zip
    from kit.tools.comparison.changes import (
        Cause,
        ChangeGroup,
        ComparedKit,
        Comparison,
        FieldChange,
        PictureChange,
        PixelChange,
    )
    from kit.tools.comparison.comparing import diff
    from kit.tools.exchange.canonical import format_translation
    from kit.tools.exchange.exporting import ExportedTranslation, export_translation
    from kit.tools.exchange.importing import ImportedTranslation, import_translation
    from kit.tools.exchange.letter_budgets import LetterBudget, budget
    from kit.tools.exchange.partner_table import ImportedPartners, import_partners
    from kit.tools.preview import serve_preview
    from kit.tools.scaffold.editor_files import install_inkscape_extension, json_schema, write_schemas
    from kit.tools.scaffold.layout_drawings import NewLayout, new_layout
    from kit.tools.scaffold.new_campaign import new
    from kit.tools.scaffold.translation_draft import NewTranslation, new_translation
    from kit.tools.scaffold.translation_signing import note_translations, sign_translations

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
        "kit.judge": "Rule",
        "kit.base.real_paths": "ChosenPath",
        "kit.base.errors": "Fault KitError Mark "
        "ArchiveError DrawingError EncodeError FontError ImageError InstallationError OutputError QrError SpecError",
        "kit.model.asset": "Asset Description",
        "kit.tools.comparison.changes": (
            "Cause ChangeGroup ComparedKit Comparison FieldChange PictureChange PixelChange"
        ),
        "kit.model.finding": "CheckError Finding Verification",
        "kit.model.artwork": "PictureId",
        "kit.model.project": "HeldBack Project",
        "kit.tools.exchange.canonical": "format_translation",
        "kit.tools.exchange.exporting": "ExportedTranslation export_translation",
        "kit.tools.exchange.importing": "ImportedTranslation import_translation",
        "kit.tools.exchange.letter_budgets": "LetterBudget budget",
        "kit.tools.exchange.partner_table": "ImportedPartners import_partners",
        "kit.run.jobs.cluster": "Cluster",
        "kit.run.pipeline.building": "build build_partners",
        "kit.run.pipeline.judging.checking": "check engines rules translation_states unjudged_effects",
        "kit.tools.comparison.comparing": "diff",
        "kit.tools.scaffold.editor_files": "install_inkscape_extension json_schema write_schemas",
        "kit.run.pipeline.judging.drawing_checking": "CheckedDrawing check_drawing",
        "kit.tools.scaffold.layout_drawings": "NewLayout new_layout",
        "kit.run.pipeline.loading": "cache_fault in_languages load partners_of published_at with_pseudo_copy "
        "without_languages",
        "kit.run.pipeline.packing": "pack verify",
        "kit.run.pipeline.part_updates": "copy_parts",
        "kit.run.pipeline.partner_listing": "PartnerList kits_folder list_partner_kits partner_folder",
        "kit.run.pipeline.rendering": "PlannedPicture Rendered picture_named pictures plan render",
        "kit.run.pipeline.build_result": "BuildResult Failure LeftOut",
        "kit.run.pipeline.sheets": "contact_sheets",
        "kit.run.pipeline.stored": "check_stored fetch_stored stored_kits stored_zip",
        "kit.tools.scaffold.new_campaign": "new",
        "kit.tools.scaffold.translation_draft": "NewTranslation new_translation",
        "kit.tools.scaffold.translation_signing": "note_translations sign_translations",
        "kit.tools.preview": "serve_preview",
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
