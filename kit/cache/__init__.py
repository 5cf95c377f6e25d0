"""What is kept between runs: data in the cache folder of the user, by project; nothing that is read there can run code.

An entry is bytes with their digest, found by what they were made of. One that is missing, damaged or of an unknown
shape is made anew. Nothing in the folder of a project is read as a cache, so that no repository can bring one along.
"""
