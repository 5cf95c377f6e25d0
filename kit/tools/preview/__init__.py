"""Show the pictures of a project in a browser while it is edited: what is saved in any editor shows at once.

1. `project_reader` waits until something is saved in the folders of a project, and loads the project in a worker
   process, unless nothing changed.
2. `picture_looks`, in several workers, compares everything that decides how a picture looks with its earlier state; if
   it changed, it composes, checks and paints the picture. A fault, or a picture that takes too long, affects only
   itself. It also checks the campaign as a whole.
3. `board` keeps the state of every picture, requests those on screen first, and notifies its listeners.
4. `app` answers the page; `serving` refuses everybody else, and runs everything until it is stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.errors import Fault, KitError
from kit.tools import missing_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kit.run.pipeline.loading import AnyPath


def serve_preview(  # noqa: PLR0913  (each is an option)
    path: AnyPath,
    *,
    partner: str | None = None,
    languages: Collection[str] = ("own",),
    port: int = 0,
    jobs: int | None = None,
    ready: Callable[[str, str], None] | None = None,
) -> None:
    """Show the pictures of a project in some `languages`, as for `kit.load`, on a local page as they change.

    The project is given by its `kit.yaml`, or by the folder of that; it may still have faults. Any other of its
    languages can be chosen on the page. With the id of a `partner` the pictures are those of the partner's kit; it need
    not be in `partners.yaml` yet. It ends when interrupted. `ready` is called with
    the address of the page, and with one that opens it once, to start a browser with; port 0 is any free one. Raises
    OutputError if the port is taken or KIT_CACHE names a folder in the project, KitError if the libraries of the extra
    `preview` are not installed.
    """
    if missing := missing_extra("preview"):
        message, remedy = missing
        raise KitError(Fault(message, None, remedy, code="preview-not-installed"))
    from kit.run.pipeline.loading import cache_fault, spec_at  # noqa: PLC0415  (not for the help of the command)
    from kit.tools.preview.board import Board  # noqa: PLC0415
    from kit.tools.preview.serving import serve  # noqa: PLC0415  (its libraries are an extra)

    cache_fault(path)  # raises if it is in the project
    serve(lambda workers: Board(spec_at(path), workers, partner, tuple(languages)), port, jobs, ready)


__all__ = ["serve_preview"]
