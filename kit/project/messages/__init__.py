"""Validate the messages of `kit.yaml`: texts, copy, photos, links and the names they refer to."""
