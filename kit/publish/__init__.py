"""The kit as people get it: takes pictures and words, gives a folder or a store with pages, documents and zips."""
