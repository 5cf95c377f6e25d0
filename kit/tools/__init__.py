"""What people use around a build: previews, comparisons, translations out and in, partners, new campaigns, schemas.

Each package is a tool. Nothing but `cli` and the public names imports them, and none is needed for a build.
"""
