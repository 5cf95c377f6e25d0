"""Builds, checks and packs: takes a project, decides what must be made anew, and has it made here or by workers."""
