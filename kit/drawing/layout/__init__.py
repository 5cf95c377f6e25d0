"""A drawing on an artboard: which drawing suits it, and where its pins place everything."""
