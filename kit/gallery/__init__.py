"""Show what was built."""

from kit.gallery.contact_sheet import write_contact_sheets

__all__ = ["write_contact_sheets"]
