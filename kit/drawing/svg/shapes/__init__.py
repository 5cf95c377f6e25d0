"""The geometry of the shapes of a drawing: their outlines, corners and boxes."""
