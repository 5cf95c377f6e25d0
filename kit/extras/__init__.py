"""What a kit has beyond pictures, as files that people open, change and send: letters, e-mails, texts for the press."""

from kit.extras.extra_formats import extra_files
from kit.extras.stated import stated_differences, unknown_numbers

__all__ = ["extra_files", "stated_differences", "unknown_numbers"]
