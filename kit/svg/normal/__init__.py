"""Rewrite what the painter draws differently than browsers in forms that both draw alike, or refuse it."""
