"""The values that one room hands to the next: frozen, slotted dataclasses, with colours and charts. Reads no files."""
