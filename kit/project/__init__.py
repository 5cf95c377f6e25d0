"""From `kit.yaml` to a Project: validated, cross-checked, every mistake reported at once with its line."""

from kit.project.load import load_project, published_at

__all__ = ["load_project", "published_at"]
