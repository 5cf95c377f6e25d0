"""The kit on disk: made in a staging folder, published as a whole, written as canonical zips, and verified.

Nothing is ever unpacked: a zip is checked in place, and one that isn't canonical is not read any further.
"""
