"""What differs from language to language: names and directions, and, in one file each, how text is written.

`sentences/TAG.yaml` is the catalogue of what the generator itself says, `writing/TAG.yaml` the table of how a language
is written: its lines, numbers and words, `wording/TAG.yaml` the words that translations are held to.
"""
