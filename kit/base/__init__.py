"""What every package uses: errors, geometry, paths, digests, whole files, caches in memory, and lazy imports."""
