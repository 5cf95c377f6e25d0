"""The kit beside other programs that make pictures of words: the same cards, by each, in turn."""
