"""The nouns of the house: frozen, slotted dataclasses that carry data from room to room."""
