"""The pictures of the documentation, each made from what it shows."""
