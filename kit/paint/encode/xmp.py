"""The texts inside a file, as an XMP packet (ISO 16684-1): deterministic, without a date.

Publishing software fills its fields from it: alternative texts (IPTC Photo Metadata 2021.1, AltText and
ExtDescr) and credit line, title, description, creator and licence (https://wiki.creativecommons.org/wiki/XMP).
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kit.base.errors import EncodeError, Fault
from kit.model.asset import Description

#: The most bytes of a packet that fits the segment of a JPEG (ISO 16684-3, 1.1.3).
MOST = 65_502
_SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
for _prefix, _address in _SPACES.items():
    ET.register_namespace(_prefix, _address)


def packet(about: Description) -> bytes:
    """Return the packet of a file, in UTF-8. Raises EncodeError if it doesn't fit a JPEG."""
    root = ET.Element(_name("x:xmpmeta"))
    node = ET.SubElement(ET.SubElement(root, _name("rdf:RDF")), _name("rdf:Description"), {_name("rdf:about"): ""})
    texts = {
        "dc:title": about.title,
        "dc:description": about.caption,
        "Iptc4xmpCore:AltTextAccessibility": about.alt,
        "Iptc4xmpCore:ExtDescrAccessibility": about.alt_long,
        "xmpRights:UsageTerms": about.licence,
    }
    for name, text in texts.items():
        _add_text(node, name, text)
    if about.creator:
        _add_list(node, "dc:creator", "rdf:Seq", about.creator)
    _add_list(node, "dc:language", "rdf:Bag", about.language)
    statement = about.licence_url or about.site or ""
    plain = {"xmpRights:WebStatement": statement, "photoshop:Credit": about.credit, "dc:source": about.source}
    for name, text in plain.items():
        if text:
            ET.SubElement(node, _name(name)).text = text
    if about.licence_url:
        ET.SubElement(node, _name("cc:license"), {_name("rdf:resource"): about.licence_url})
    xml = ET.tostring(root, encoding="unicode")
    # It is for reading alone, and needs no padding.
    data = f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{xml}<?xpacket end="r"?>'.encode()
    if len(data) > MOST:
        message = f"the texts inside the file take {len(data):,} bytes; the limit is {MOST:,}"
        raise EncodeError(Fault(message, None, "shorten 'caption' or 'shows' of the message", code="metadata-too-long"))
    return data


def _name(qualified: str) -> str:
    prefix, _, name = qualified.partition(":")
    return f"{{{_SPACES[prefix]}}}{name}"


def _add_text(node: ET.Element, name: str, text: str) -> None:
    """Add a text as the one to show whatever language is asked for; `dc:language` says which it is in."""
    if text:
        choices = ET.SubElement(ET.SubElement(node, _name(name)), _name("rdf:Alt"))
        ET.SubElement(choices, _name("rdf:li"), {_LANGUAGE: "x-default"}).text = text


def _add_list(node: ET.Element, name: str, kind: str, item: str) -> None:
    items = ET.SubElement(ET.SubElement(node, _name(name)), _name(kind))
    ET.SubElement(items, _name("rdf:li")).text = item
