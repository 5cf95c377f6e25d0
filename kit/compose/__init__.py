"""Words into drawings: takes a picture of a project and its drawing, gives an artwork in which every slot is filled.

Nothing in the result is left to decide. `content` says which words a picture has.
"""

from kit.compose.composer import Composer, drawn_slots, to_edges
from kit.compose.drawings import candidate_drawings
from kit.compose.fill import logo_alone
from kit.compose.stack import room_in

__all__ = ["Composer", "candidate_drawings", "drawn_slots", "logo_alone", "room_in", "to_edges"]
