"""Photos and logos of a project: identified by content, cropped, scaled and embedded, as pixels and nothing else."""
