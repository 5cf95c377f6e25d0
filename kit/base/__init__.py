"""What every room uses and that knows nothing of kits: errors, geometry, paths, files, caches, YAML with its lines."""
