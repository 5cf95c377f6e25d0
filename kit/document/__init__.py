"""Read YAML into values that remember their lines; what YAML would guess or hide is refused or kept as written.

Scalars stay strings (`no`, `12:30`, `0755`), keys that are alike are refused, and size, depth and aliases are bounded.
"""

from kit.document.bounds import MAX_BYTES, MAX_DEPTH, MAX_NODES
from kit.document.read import parse_yaml, read_yaml

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "parse_yaml", "read_yaml"]
