"""Which addresses a kit may point to: https, a listed host, nothing hidden in front of or behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fontTools.unicodedata import script, script_name

from kit.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kit.errors import Mark

_WRITE = "write it as https://host/path"
#: What may stand in an address (https://www.rfc-editor.org/rfc/rfc3986#appendix-A).
_SOUND = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
#: A step up or in place, which a browser takes before it asks for anything.
_STEP = re.compile(r"/(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)
#: A name of the domain name system: labels of letters, digits and hyphens.
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
#: What makes browsers read a host as an address in numbers (https://url.spec.whatwg.org/#ends-in-a-number-checker).
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")

#: Scripts that one name may mix (https://www.unicode.org/reports/tr39/#Restriction_Level_Detection).
_WRITTEN_TOGETHER = ({"Latn", "Hani", "Hira", "Kana"}, {"Latn", "Hani", "Bopo"}, {"Latn", "Hani", "Hang"})


def address_faults(url: str, hosts: Collection[str] | None, mark: Mark) -> list[Fault]:
    """Return what is wrong with an address; its host is exactly one of `hosts`, or any where they are None."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return [Fault(f"not an address: {str(error).lower()}", mark, _WRITE, code="malformed-address")]
    if not url.startswith("https://"):
        return [
            Fault(
                f"'{url}' does not begin with https://",
                mark,
                f"{_WRITE}; no other addresses are put on pictures",
                code="address-without-https",
            )
        ]
    if parts.username is not None or port is not None:
        return [Fault(f"'{url}' has a user name or a port", mark, _WRITE, code="address-with-user-or-port")]
    fault = host_fault(parts.netloc, mark) or _spelling_fault(url, parts.path, mark)
    if fault is None and hosts is not None and parts.netloc not in hosts:
        remedy = f"{did_you_mean(parts.netloc, hosts)} (kit.hosts lists where links may lead)".strip()
        fault = Fault(f"the host '{parts.netloc}' is not listed", mark, remedy, code="host-not-listed")
    return [fault] if fault else []


def _spelling_fault(url: str, path: str, mark: Mark) -> Fault | None:
    sound = _SOUND.match(url)
    if sound and sound.end() < len(url):
        return Fault(
            f"'{url}' has {_described(url[sound.end()])}", mark, "write it percent-encoded", code="address-not-encoded"
        )
    if _STEP.search(path):
        return Fault(
            f"'{url}' has a step such as '/../' in it",
            mark,
            "write the address that it leads to",
            code="address-with-dot-segment",
        )
    return None


def host_fault(host: str, mark: Mark) -> Fault | None:
    """Return what is wrong with the name of a host, if anything; names are lower-case ASCII, others in punycode."""
    if not host:
        return Fault("the address has no host", mark, _WRITE, code="address-without-host")
    for label in host.split("."):
        scripts = _mixed(_decoded(label))
        if scripts:
            message = f"the host '{_punycode(host)}' looks like another: it mixes {' and '.join(scripts)} letters"
            return Fault(message, mark, "type its name anew, in letters of one script", code="host-of-mixed-scripts")
    if not host.isascii():
        return Fault(
            f"the host '{host}' has letters outside ASCII",
            mark,
            f"write it as '{_punycode(host)}'",
            code="host-outside-ascii",
        )
    if host.startswith("[") or _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2].lower()):
        return Fault(
            f"the host '{host}' is an address in numbers", mark, "write the name of the host", code="numeric-host"
        )
    if "." not in host or len(host) > 253 or not all(map(_LABEL.fullmatch, host.split("."))):  # noqa: PLR2004  (RFC 1035)
        return Fault(
            f"'{host}' is no name of a host",
            mark,
            "write the host alone, in small letters, such as www.change.org",
            code="invalid-host",
        )
    return None


def shown_faults(shown: str, url: str, mark: Mark) -> Iterator[Fault]:
    """Yield a fault where the shown form of a link names another address; 'https://www.' and a query may go."""
    address = urlsplit(url)
    wanted = f"{address.netloc}{address.path}"
    if _short(shown) not in {_short(wanted), _short(url)}:
        remedy = f"write '{_short(wanted)}', which 'url' leads to, or correct 'url'"
        yield Fault(f"'{shown}' is not what 'url' leads to", mark, remedy, code="shown-address-differs")


def _short(address: str) -> str:
    """Return an address without what people leave out: the scheme, 'www.' and a stroke at the end."""
    address = address.removeprefix("https://")
    host, stroke, rest = address.partition("/")
    return f"{host.casefold().removeprefix('www.')}{stroke}{rest}".rstrip("/")


def _described(character: str) -> str:
    if character == " ":
        return "a space"
    return f"a '{character}'" if character.isascii() else f"'{character}', a letter outside ASCII"


def _mixed(label: str) -> list[str]:
    """Return the names of the scripts of a label's letters when they are several that no language writes together."""
    found = {script(letter): None for letter in label if script(letter) not in {"Zyyy", "Zinh", "Zzzz"}}
    together = any(found.keys() <= scripts for scripts in _WRITTEN_TOGETHER)
    return [] if len(found) < 2 or together else [script_name(code) for code in found]  # noqa: PLR2004


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except ValueError:
        return label


def _punycode(host: str) -> str:
    labels = (
        label if label.isascii() else f"xn--{label.lower().encode('punycode').decode()}" for label in host.split(".")
    )
    return ".".join(labels)
