"""What decides where lines end beside UAX #14: words that stay together, ends of sentences, parts of words."""
