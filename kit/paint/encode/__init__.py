"""Files to publish: images from pixels, print pages from painted sheets; the same input gives the same bytes."""
