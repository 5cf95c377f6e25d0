"""Kits in an object store, for those who take them from there."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.tools.stores.stored import check_stored, fetch_stored, stored_kits, stored_zip
else:
    __getattr__ = names_on_demand("kit.tools.stores", {"stored": "check_stored fetch_stored stored_kits stored_zip"})

__all__ = ["check_stored", "fetch_stored", "stored_kits", "stored_zip"]
