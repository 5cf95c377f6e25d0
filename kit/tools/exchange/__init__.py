"""Texts out to translators and back, how many letters fit, and tables of partners."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.tools.exchange.canonical import format_translation
    from kit.tools.exchange.exporting import ExportedTranslation, export_translation
    from kit.tools.exchange.importing import ImportedTranslation, import_translation
    from kit.tools.exchange.letter_budgets import LetterBudget, budget
    from kit.tools.exchange.partner_table import ImportedPartners, import_partners
else:
    __getattr__ = names_on_demand(
        "kit.tools.exchange",
        {
            "canonical": "format_translation",
            "exporting": "ExportedTranslation export_translation",
            "importing": "ImportedTranslation import_translation",
            "letter_budgets": "LetterBudget budget",
            "partner_table": "ImportedPartners import_partners",
        },
    )

__all__ = [
    "ExportedTranslation",
    "ImportedPartners",
    "ImportedTranslation",
    "LetterBudget",
    "budget",
    "export_translation",
    "format_translation",
    "import_partners",
    "import_translation",
]
