"""Parse YAML into values that remember their lines and columns; refuse what YAML would guess or drop silently.

Scalars stay strings (`no`, `12:30`, `0755`), similar keys are refused, and size, depth and aliases are limited. The
caller says which characters a value may contain.
"""

from kit.base.document.yaml_files import parse_yaml, read_yaml
from kit.base.document.yaml_limits import MAX_BYTES, MAX_DEPTH, MAX_NODES

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "parse_yaml", "read_yaml"]
