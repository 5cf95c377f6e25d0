"""What a kit has beyond pictures, as files that people open, change and send: letters, slides, cards."""

from kit.publish.extras.extra_formats import extra_files, picture_extra
from kit.publish.extras.stated import stated_differences, unknown_numbers

__all__ = ["extra_files", "picture_extra", "stated_differences", "unknown_numbers"]
