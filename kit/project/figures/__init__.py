"""Validate the figures of `kit.yaml`: their values, their places in copy, charts of them, and countdowns."""
