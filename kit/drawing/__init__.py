"""Drawings: SVG files read as trees of shapes, layouts of slots on canvases, images and codes in them.

Takes the bytes of a drawing, a photo or an address; gives values of `model` without anything left to look up.
"""
