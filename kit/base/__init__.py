"""What every package uses: errors, geometry, colours, paths, digests, and lazily imported libraries."""
