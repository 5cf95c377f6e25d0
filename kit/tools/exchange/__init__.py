"""Exchange translations with people who have neither git nor YAML: as tables and as PO, out and back in."""
