"""Paint resolved SVG as pixels or as a PDF page, and shrink pictures."""
