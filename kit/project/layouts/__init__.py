"""Read layouts: `layout.yaml`, the drawings beside it, and the palettes and themes they are painted in."""
