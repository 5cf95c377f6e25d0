"""Read revisions of an untrusted git repository: nothing in it is run, and nothing in it stays hidden."""

from kit.tools.repository.commits import Objects, UnknownRevisionError, commit_of, open_objects, too_large, tree_of
from kit.tools.repository.location import Repository, find_repository
from kit.tools.repository.snapshot import Content, Snapshot, TreeEntry

__all__ = [
    "Content",
    "Objects",
    "Repository",
    "Snapshot",
    "TreeEntry",
    "UnknownRevisionError",
    "commit_of",
    "find_repository",
    "open_objects",
    "too_large",
    "tree_of",
]
