"""The Child Safety First kit generator: words in `kit.yaml` and drawings in `templates/svg/` become a kit of images.

This module is the public API of what a build needs; each of `kit.tools` has its own. `docs/python.md` shows how to use
them. Names are imported on first use.
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
        Fault,
        InstallationError,
        KitError,
        OutputError,
        SpecError,
    )
    from kit.base.real_paths import ChosenPath
    from kit.base.version import __version__ as __version__
    from kit.judge import Rule
    from kit.model.artwork import PictureId
    from kit.model.finding import CheckError, Finding, Verification
    from kit.model.project import HeldBack, Project
    from kit.publish.gallery.contact_sheet import contact_sheets
    from kit.run.jobs.cluster import Cluster
    from kit.run.pipeline.build_result import BuildResult, LeftOut
    from kit.run.pipeline.building import build, build_partners
    from kit.run.pipeline.judging.checking import check, engines, rules, translation_states, unjudged_effects
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
    from kit.run.pipeline.partner_listing import PartnerList, kits_folder, list_partner_kits, partner_folder
    from kit.run.pipeline.rendering import PlannedPicture, Rendered, picture_named, pictures, plan, render

__all__ = [
    "ArchiveError",
    "BuildResult",
    "CheckError",
    "ChosenPath",
    "Cluster",
    "DrawingError",
    "Fault",
    "Finding",
    "HeldBack",
    "InstallationError",
    "KitError",
    "LeftOut",
    "OutputError",
    "PartnerList",
    "PictureId",
    "PlannedPicture",
    "Project",
    "Rendered",
    "Rule",
    "SpecError",
    "Verification",
    "build",
    "build_partners",
    "cache_fault",
    "check",
    "contact_sheets",
    "engines",
    "in_languages",
    "kits_folder",
    "list_partner_kits",
    "load",
    "pack",
    "partner_folder",
    "partners_of",
    "picture_named",
    "pictures",
    "plan",
    "published_at",
    "render",
    "rules",
    "translation_states",
    "unjudged_effects",
    "verify",
    "with_pseudo_copy",
    "without_languages",
]

#: The module of every public name: the imports above, at run time.
_MODULES = {
    name: module
    for module, names in {
        "kit.base.errors": "ArchiveError DrawingError Fault InstallationError KitError OutputError SpecError",
        "kit.base.real_paths": "ChosenPath",
        "kit.judge": "Rule",
        "kit.model.artwork": "PictureId",
        "kit.model.finding": "CheckError Finding Verification",
        "kit.model.project": "HeldBack Project",
        "kit.run.jobs.cluster": "Cluster",
        "kit.run.pipeline.build_result": "BuildResult LeftOut",
        "kit.run.pipeline.building": "build build_partners",
        "kit.run.pipeline.judging.checking": "check engines rules translation_states unjudged_effects",
        "kit.run.pipeline.loading": "cache_fault in_languages load partners_of published_at with_pseudo_copy "
        "without_languages",
        "kit.run.pipeline.packing": "pack verify",
        "kit.run.pipeline.partner_listing": "PartnerList kits_folder list_partner_kits partner_folder",
        "kit.run.pipeline.rendering": "PlannedPicture Rendered picture_named pictures plan render",
        "kit.publish.gallery.contact_sheet": "contact_sheets",
    }.items()
    for name in names.split()
}
#: Where the names are that were public here before: each tool has its own.
_MOVED = {
    name: module
    for module, names in {
        "kit.base.errors": "EncodeError FontError ImageError Mark QrError",
        "kit.model.asset": "Asset Description",
        "kit.run.pipeline.build_result": "Failure",
        "kit.tools.comparison": "Cause ChangeGroup ComparedKit Comparison FieldChange PictureChange PixelChange diff",
        "kit.tools.drawings": "CheckedDrawing check_drawing copy_parts",
        "kit.tools.exchange": "ExportedTranslation ImportedPartners ImportedTranslation LetterBudget budget "
        "export_translation format_translation import_partners import_translation",
        "kit.tools.preview": "serve_preview",
        "kit.tools.scaffold": "NewLayout NewTranslation install_inkscape_extension json_schema new new_layout "
        "new_translation note_translations sign_translations write_schemas",
        "kit.tools.stores": "check_stored fetch_stored stored_kits stored_zip",
    }.items()
    for name in names.split()
}


if not TYPE_CHECKING:  # type checkers would accept any name from this function

    def __getattr__(name: str) -> object:
        """Import a public name on first use, without interruption (https://peps.python.org/pep-0562/)."""
        module = "kit.base.version" if name == "__version__" else _MODULES.get(name)
        if name in _MOVED:
            raise AttributeError(f"'kit.{name}' is '{_MOVED[name]}.{name}' now")
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
