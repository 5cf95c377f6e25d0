"""Write the page of a comparison: before | after | difference, grouped by cause, in a folder with its images.

It needs no script and loads nothing from elsewhere, and its policy forbids both. Content of kits and projects reaches
it as text only. Images load when they come into view, small ones first; groups after the first pictures are closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kit.base.errors import Fault, OutputError
from kit.base.page_parts import page_form, policy_digest
from kit.base.real_folders import is_folder, linked_folder, open_folder
from kit.base.real_paths import chosen_folder
from kit.base.whole_files import open_regular, read_own, write_whole
from kit.model.asset import EXTENSIONS
from kit.tools.comparison.causes import WordRun, word_runs
from kit.tools.comparison.changes import ChangeGroup, Comparison, PictureChange
from kit.tools.comparison.compare_task import small_size

PAGE, PICTURES = "index.html", "pictures"
#: Marks a page that may be replaced.
_GENERATOR = '<meta name="generator" content="kit diff">'
#: Within how many bytes of a page it is.
_HEAD = 1 << 16
#: Groups are open up to this number of pictures.
_OPEN = 24
#: The content security policy (https://www.w3.org/TR/CSP3/): its own style, and images beside it, also in a folder.
_POLICY = "default-src 'none'; style-src {style}; img-src 'self' file:; base-uri 'none'; form-action 'none'"
_LABELS = {
    "caption": "Caption",
    "alt": "Alt text",
    "link": "Link",
    "qr": "QR code",
    "layout": "Layout",
    "drawing": "Drawing",
    "theme": "Theme",
    "path": "File",
    "media_type": "Format",
}


class _Shown(NamedTuple):
    """An image on the page: its title, the small file and the large one, its size in px, and its alt text."""

    title: str
    small: str
    large: str
    size: tuple[int, int]
    alt: str


class _Words(NamedTuple):
    """A field of a picture that changed, word by word."""

    label: str
    runs: tuple[WordRun, ...]


class _ShownPicture(NamedTuple):
    """A picture on the page."""

    change: PictureChange
    shown: tuple[_Shown, ...]
    words: tuple[_Words, ...]


class _Section(NamedTuple):
    """A group on the page, closed if there are many pictures before it."""

    group: ChangeGroup
    rows: tuple[_ShownPicture, ...]
    is_open: bool


@contextmanager
def page_in_place(page: Path | None) -> Iterator[Path | None]:
    """Yield a folder to make a page in, which is moved to its place if all goes well; None if no page is wanted.

    An earlier page is replaced. Raises OutputError if anything else is there.
    """
    if page is None:
        yield None
        return
    _require_free(page)
    real = chosen_folder(page).real
    with (
        open_folder(real.parent, make=True) as above,
        TemporaryDirectory(prefix=".kit-diff-", dir=above.path) as folder,
    ):
        made = Path(folder) / "page"
        (made / PICTURES).mkdir(parents=True)
        yield made
        _put(made, real)


def write_page(comparison: Comparison, folder: Path) -> None:
    """Write the page into the folder of its images."""
    style = read_own("tools/comparison/page.css").decode()
    page = page_form("tools/comparison/page.html.j2").render(
        comparison=comparison,
        counts=Counter(picture.status for picture in comparison.pictures),
        sections=tuple(_sections(comparison, folder)),
        labels=_LABELS,
        style=style,
        policy=_POLICY.format(style=policy_digest(style)),
    )
    write_whole(folder / PAGE, page.encode())


def _sections(comparison: Comparison, folder: Path) -> Iterator[_Section]:
    before = 0
    for group in comparison.groups:
        rows = tuple(
            _ShownPicture(picture, tuple(_shown(picture, folder)), tuple(_words(picture))) for picture in group.pictures
        )
        before += len(rows)
        yield _Section(group, rows, before <= _OPEN or group is comparison.groups[0])


def _shown(change: PictureChange, folder: Path) -> Iterator[_Shown]:
    """Yield the images of a picture that were written: before, after, difference."""
    for name, asset in (("before", change.old), ("after", change.new), ("difference", change.new)):
        small = f"{PICTURES}/{change.stem}-{name}-small.webp"
        if asset is None or not (folder / small).is_file():
            continue
        ending = "webp" if name == "difference" else EXTENSIONS[asset.media_type]
        alt = f"{name.capitalize()}: {asset.alt}" if name != "difference" else f"Where {change.name} differs"
        large = f"{PICTURES}/{change.stem}-{name}.{ending}"
        yield _Shown(name.capitalize(), small, large, small_size(asset.width, asset.height), alt)


def _words(change: PictureChange) -> Iterator[_Words]:
    for field in change.fields:
        yield _Words(_LABELS[field.field], word_runs(field.old or "", field.new or ""))


def _require_free(page: Path) -> None:
    """Raise OutputError if there is something other than an earlier page, or a link in it in the place of a folder."""
    if not page.exists() or (page.is_dir() and not any(page.iterdir())):
        return
    index = page / PAGE
    if not (index.is_file() and _GENERATOR in _beginning(index)):
        message = f"'{page}' contains something other than a page of differences"
        raise OutputError(Fault(message, None, "choose another folder", code="page-folder-in-use"))
    if (page / PICTURES).is_symlink():
        raise linked_folder(str(page / PICTURES))


def _beginning(page: Path) -> str:
    """Return the first part of a page, which names its generator."""
    with open_regular(page) as (file, _):
        return file.read(_HEAD).decode("utf-8", "replace")


def _put(made: Path, page: Path) -> None:
    """Put a page in its place; of an earlier one, only the files of a page are removed."""
    with open_folder(page.parent) as above, open_folder(made.parent) as staging:
        if above.about(page.name) is None:
            staging.rename(made.name, above, page.name)
            return
        with above.folder(page.name) as old, staging.folder(made.name) as new:
            with suppress(FileNotFoundError):
                old.remove(PAGE)
            if is_folder(old.about(PICTURES)):
                old.remove_tree(PICTURES)
            for name in new.names():
                new.rename(name, old, name)
