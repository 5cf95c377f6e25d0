"""Show the pictures of a project in a browser while it is edited: what is saved in any editor is seen at once.

1. `project_reader` waits until something is saved in the folders of a project, and in a worker process loads the
   project, unless it would be the same as before.
2. `picture_looks`, in several workers, compares by content all that decides how a picture looks with what it was; if it
   changed, it composes, judges and paints the picture. What is at fault, or takes too long, costs its own picture. It
   judges the campaign as a whole as well.
3. `board` keeps what is known of every picture, asks for those on screen first, and informs whoever listens.
4. `app` answers the page; `serving` refuses everybody else, and runs all of it until it is asked to end.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from kit.base.errors import Fault, KitError
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
