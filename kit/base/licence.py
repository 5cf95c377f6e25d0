"""The licences that the generator knows: the one table of their names, identifiers, addresses and terms.

`kit.yaml` may name one in any usual form; documents and files have its canonical name. `terms` are keys of the
sentences of `LICENSE.txt` in the catalogue of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

_CC = "https://creativecommons.org"
_VERSIONS = ("4.0", "3.0", "2.5", "2.0", "1.0")
#: The names of the parts of Creative Commons licences, and the terms that each adds.
_TITLES = {"BY": "Attribution", "NC": "NonCommercial", "SA": "ShareAlike", "ND": "NoDerivatives"}
_TERMS = {"BY": "credit", "NC": "non_commercial", "SA": "share_alike", "ND": "unchanged"}
_KINDS = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence under its canonical name; `spdx` is its identifier (https://spdx.org/licenses/), `url` its text."""

    name: str
    spdx: str | None
    url: str | None
    terms: tuple[str, ...]
    also_called: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every form in which `kit.yaml` may name it, the canonical one first."""
        return tuple(filter(None, (self.name, self.spdx, self.url, *self.also_called)))


def _creative_commons() -> Iterator[Licence]:
    """Yield the licences of Creative Commons (https://creativecommons.org/share-your-work/cclicenses/)."""
    for version in _VERSIONS:
        for kind in _KINDS:
            parts = kind.split("-")
            titles = "-".join(_TITLES[part] for part in parts)
            title, abbreviated = f"{titles} {version}", f"{kind} {version}"
            international = f"{title} International"
            yield Licence(
                f"CC {abbreviated}",
                f"CC-{kind}-{version}",
                f"{_CC}/licenses/{_folder(kind, version)}/{version}/",
                tuple(_TERMS[part] for part in parts),
                (title, international, *(f"Creative Commons {n}" for n in (title, international, abbreviated))),
            )


def _folder(kind: str, version: str) -> str:
    """Return the part of an address that names a kind of licence; the first version has one in another order."""
    return "by-nd-nc" if (kind, version) == ("BY-NC-ND", "1.0") else kind.lower()


#: The licences, the most common first.
LICENCES: tuple[Licence, ...] = (
    *_creative_commons(),
    Licence("CC0 1.0", "CC0-1.0", f"{_CC}/publicdomain/zero/1.0/", ("free",), ("CC0", "CC Zero", "CC0 1.0 Universal")),
    Licence(
        "Public Domain Mark 1.0", "CC-PDM-1.0", f"{_CC}/publicdomain/mark/1.0/", ("free",), ("PDM 1.0", "public domain")
    ),
    Licence(
        "Open Government Licence 3.0",
        "OGL-UK-3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ("credit",),
        ("OGL 3.0", "OGL v3.0", "Open Government Licence v3.0"),
    ),
    Licence(
        "Free Art License 1.3",
        "LAL-1.3",
        "https://artlibre.org/licence/lal/en/",
        ("credit", "share_alike"),
        ("Licence Art Libre 1.3", "FAL 1.3"),
    ),
    Licence(
        "Datenlizenz Deutschland Namensnennung 2.0",
        "DL-DE-BY-2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        ("credit",),
        ("DL-DE/BY-2-0",),
    ),
    Licence("All rights reserved", None, None, ("ask",)),
)


def find_licence(written: str) -> Licence | None:
    """Return the licence with one of its names, whatever the case, spaces and hyphens; None if unknown."""
    return _by_name().get(_folded(written))


@cache
def _by_name() -> Mapping[str, Licence]:
    return {_folded(name): licence for licence in LICENCES for name in licence.names}


def _folded(name: str) -> str:
    """Return a name without what people write differently: case, hyphens, the scheme and the end of an address."""
    plain = re.sub(r"^https?://(www\.)?|/(deed\.\w+|legalcode)?$", "", name.strip().casefold())
    return re.sub(r"[\s_-]+", " ", plain.rstrip("./"))
