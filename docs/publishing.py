"""Make links of the documentation hold on its site: files of the repository that pages name are published with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from kit.base.version import __version__

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

#: Where the site has them.
FOLDER = "repository"
#: A link of Markdown to a file outside of the documentation: its way up, its path in the repository, its place inside.
_OUTSIDE = re.compile(r"(?<=\]\()((?:\.\./)+)([^)#\s]+)(#[^)\s]*)?(?=\))")


#: Where people post the pictures, and where they ask, from a project's folder on the website that hosts repositories.
_PAGE, _QUESTIONS = "https://{host}.github.io/{name}/", "https://github.com/{owner}/{name}/issues"
#: The dot with which the names of hidden files and folders begin: no site has these.
_HIDDEN = re.compile(r"(?<![^/])\.")


def on_config(config: MkDocsConfig) -> None:
    """Let every page end with the version, with where to ask, and with where to post the pictures.

    The last two are known where the documentation is published; elsewhere they are where the repository is.
    """
    owner, _, name = os.environ.get("GITHUB_REPOSITORY", "").partition("/")
    page, questions = (
        form.format(owner=owner, host=owner.lower(), name=name) if name else "" for form in (_PAGE, _QUESTIONS)
    )
    ask = f'<a href="{questions}">Ask, or report a mistake</a>' if name else "Ask where you have the repository from"
    post = f' · <a href="{page}">The page to post from</a>' if name else ""
    config.copyright = f"Version {__version__} · {ask}{post}"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every file of the repository that a page links to; a page of Markdown stays as it is written, as text."""
    docs = Path(config.docs_dir)
    for file in list(files.documentation_pages()):
        for path in outside(file.content_string, docs, Path(file.src_uri).parent):
            if files.get_file_from_path(published(path)) is None:
                content = (docs.parent / path).read_bytes()
                files.append(File.generated(config, published(path), content=content))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let the links of a page lead to where the site has the files; text has no places to go to inside."""
    depth = page.file.src_uri.count("/")

    def moved(match: re.Match[str]) -> str:
        return f"{'../' * depth}{published(match[2])}" if match[1].count("/") > depth else match[0]

    return _OUTSIDE.sub(moved, markdown)


def outside(markdown: str, docs: Path, folder: Path) -> list[str]:
    """Return the paths in the repository of the files outside of the documentation that a page in a folder links to."""
    root = docs.parent.resolve()
    places = [(docs / folder / match[1] / match[2]).resolve() for match in _OUTSIDE.finditer(markdown)]
    return [place.relative_to(root).as_posix() for place in places if not place.is_relative_to(docs.resolve())]


def published(path: str) -> str:
    """Return where the site has a file of the repository: as text, which every browser shows, in no hidden folder."""
    return f"{FOLDER}/{re.sub(_HIDDEN, '', path)}.txt"
