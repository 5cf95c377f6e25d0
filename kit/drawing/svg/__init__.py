"""Drawings, photos and logos: read an SVG from an editor, check and normalise it, and find its slots."""
