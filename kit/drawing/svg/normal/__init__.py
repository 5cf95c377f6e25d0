"""Rewrite elements that the painter draws differently from browsers in forms that both draw alike, or refuse them."""
