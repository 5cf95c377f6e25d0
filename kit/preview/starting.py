"""Start a preview, if what it needs is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from kit.errors import Fault, KitError
from kit.pipeline.loading import cache_fault, spec_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.pipeline.loading import AnyPath

#: The libraries of the extra `preview`.
_NEEDED = ("starlette", "uvicorn", "watchfiles")


def serve_preview(
    path: AnyPath, *, port: int = 0, jobs: int | None = None, ready: Callable[[str], None] | None = None
) -> None:
    """Show the pictures of a project on a page of this computer, as they change, until it is interrupted.

    The project is named by its `kit.yaml`, or by the folder that this lies in; it need not be right yet. `ready` is
    called with the address of the page, which opens it once; port 0 is any free one. Raises OutputError when the port
    is taken or KIT_CACHE names a folder in the project, KitError where the libraries of the extra `preview` are not
    installed.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        message = f"the preview needs {' and '.join(missing)}, which is not installed"
        remedy = "install the extra 'preview': pip install '.[preview]'"
        raise KitError(Fault(message, None, remedy, code="preview-not-installed"))
    from kit.preview.serving import serve  # noqa: PLC0415  (its libraries are an extra)

    cache_fault(path)  # raises where it lies in the project
    serve(spec_at(path), port, jobs, ready)
