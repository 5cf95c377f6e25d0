"""What is kept between runs: plain data in the user's cache folder, by project; nothing read from it can run code.

An entry is bytes with their digest, under a key of what they were made from. An entry that is missing, damaged or of an
unknown shape is made again. Nothing in a project's folder is read as a cache, so no repository can bring one along.
"""
