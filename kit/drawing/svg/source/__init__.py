"""An SVG file as it was written: parsed, checked, within a budget, with its names, styles and references resolved."""
