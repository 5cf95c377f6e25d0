"""What every package uses: errors, geometry, colours, paths, digests, and libraries that are imported when needed."""
