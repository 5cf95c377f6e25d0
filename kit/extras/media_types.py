"""The media types of extras (https://www.iana.org/assignments/media-types), and how the names of their files end."""

from __future__ import annotations

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMAIL = "message/rfc822"
TEXT = "text/plain"
ENDINGS = {DOCX: "docx", EMAIL: "eml", TEXT: "txt"}
