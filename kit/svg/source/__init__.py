"""An SVG file as it was written: parsed, guarded, within a budget, its names, styles and references resolved."""
