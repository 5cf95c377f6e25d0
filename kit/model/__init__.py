"""The data of every stage: frozen, slotted dataclasses, passed from package to package."""
