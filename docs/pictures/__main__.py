"""Make the pictures of the documentation: `python -m docs.pictures`, after `kit build`."""

from docs.pictures.identity import identity_picture
from docs.pictures.kit import kit_picture
from docs.pictures.preview import preview_picture
from docs.pictures.templates import crops_picture, following_picture, lettering_picture, parts_picture, slots_picture
from docs.pictures.tutorial import drawing_picture, tutorial_picture

kit_picture()
identity_picture()
slots_picture()
crops_picture()
parts_picture()
following_picture()
lettering_picture()
preview_picture()
tutorial_picture()
drawing_picture()
