"""Files to publish: images from pixels, print pages from painted sheets; the same input gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.paint.encode import image_bytes

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = on_demand("pikepdf")


def engines() -> dict[str, str]:
    """Return the names and versions of the libraries that affect the bytes of a file, except the renderers."""
    return {**image_bytes.engines(), "pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}
