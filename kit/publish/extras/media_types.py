"""The media types of extras (https://www.iana.org/assignments/media-types), and how the names of their files end."""

from __future__ import annotations

from kit.model.asset import PDF

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMAIL = "message/rfc822"
TEXT = "text/plain"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ENDINGS = {DOCX: "docx", EMAIL: "eml", TEXT: "txt", PPTX: "pptx", PDF: "pdf"}
