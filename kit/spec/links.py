"""Which addresses a kit may point to: https, a listed host, nothing hidden in front of or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kit.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.errors import Mark


def address_faults(url: str, hosts: Sequence[str], mark: Mark) -> list[Fault]:
    """Return what is wrong with an address; hosts match exactly, as the contract of `kit.yaml` says."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return [Fault(f"not an address: {str(error).lower()}", mark, "write it as https://host/path")]
    if parts.scheme != "https":
        return [Fault(f"'{url}' does not begin with https://", mark, "only https addresses are put on pictures")]
    if parts.username is not None or port is not None:
        return [Fault(f"'{url}' has a user name or a port", mark, "write it as https://host/path")]
    if any(ord(character) <= ord(" ") or ord(character) > ord("~") for character in url):
        return [Fault(f"'{url}' has a space or a letter outside ASCII", mark, "write it percent-encoded")]
    if parts.hostname not in hosts:
        remedy = f"{did_you_mean(parts.hostname or '', hosts)} (kit.hosts lists where links may lead)".strip()
        return [Fault(f"the host '{parts.hostname}' is not listed", mark, remedy)]
    return []
