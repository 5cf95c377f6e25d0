"""From `kit.yaml` to a Project: validated, cross-checked, every mistake reported at once with its line."""

from kit.spec.project import load_project, published_at

__all__ = ["load_project", "published_at"]
