"""Pixels and files: takes a tree of shapes, gives PNG, JPEG, WebP and PDF of it, the same bytes each time."""
