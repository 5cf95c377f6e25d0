"""The files of a kit beyond pictures: documents, and pages on which people write words of their own."""
