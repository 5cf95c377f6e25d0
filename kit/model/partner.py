"""A partner of a campaign: a group whose kit is the campaign's with its own name, address, mark and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from kit.base.document.document import record
from kit.model.image import ImageFile

#: What `{partner.…}` in a text names besides the fields of a partner: what every partner has or may have.
PARTNER, NAME, HANDLE = "partner", "name", "handle"

#: What is between the name of a campaign and that of a partner.
JOINT = " · "


@record
class PartnerLink:
    """The address of a partner, and how pictures show it; by default without what people omit."""

    url: str
    shown: str = ""


@record
class Partner:
    """One partner by its id, an entry of `partners.yaml`.

    `sender` is a shorter name for pictures. `languages` and `messages` are those of its kit, all if there are none.
    `link` replaces the first link of the campaign. `colours` are roles of the kit's theme. `fields` are words of its
    own, which texts read as `{partner.FIELD}`.
    """

    id: str
    name: str
    sender: str = ""
    languages: tuple[str, ...] = ()
    link: PartnerLink | None = None
    handle: str = ""
    logo: ImageFile | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def on_pictures(self) -> str:
        """How pictures name the partner."""
        return self.sender or self.name

    @property
    def signature(self) -> str:
        """How captions name the partner."""
        return f"{self.name} {self.handle}".strip()

    @property
    def words(self) -> dict[str, str]:
        """What texts read of the partner, by the name that they write; only what it has."""
        named = {NAME: self.name, HANDLE: self.handle}
        return {name: words for name, words in {**self.fields, **named}.items() if words}
