"""Read revisions of an untrusted git repository: nothing in it is run, and nothing in it stays hidden."""

from kit.repository.commits import commit_of, tree_of
from kit.repository.git_objects import Objects, UnknownRevisionError, open_objects, too_large
from kit.repository.location import Repository, find_repository
from kit.repository.snapshot import Content, Snapshot, TreeEntry

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
