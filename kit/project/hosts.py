"""Judge the names of hosts: names of the domain name system that look like no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.text.scripts import SHARED_SCRIPTS, UNKNOWN_SCRIPT, script_name, script_of

if TYPE_CHECKING:
    from kit.errors import Mark

WRITE_ADDRESS = "write it as https://host/path"
#: A name of the domain name system: labels of letters, digits and hyphens (https://www.rfc-editor.org/rfc/rfc1123).
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
#: The longest name of the domain name system (https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4).
_MAX_NAME = 253
#: What makes browsers read a host as an address in numbers (https://url.spec.whatwg.org/#ends-in-a-number-checker).
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
#: Scripts that one name may mix (https://www.unicode.org/reports/tr39/#Restriction_Level_Detection).
_WRITTEN_TOGETHER = ({"Latn", "Hani", "Hira", "Kana"}, {"Latn", "Hani", "Bopo"}, {"Latn", "Hani", "Hang"})
#: Characters of every script, of the script before them, and of none.
_NO_SCRIPT = SHARED_SCRIPTS | {UNKNOWN_SCRIPT}


def host_fault(host: str, mark: Mark) -> Fault | None:
    """Return what is wrong with the name of a host, if anything; names are lower-case ASCII, others in punycode."""
    if not host:
        return Fault("the address has no host", mark, WRITE_ADDRESS, code="address-without-host")
    mixed = next(filter(None, (_mixed_scripts(_decoded(label)) for label in host.split("."))), None)
    if mixed:
        message = f"the host '{_punycode(host)}' looks like another: it mixes {' and '.join(mixed)} letters"
        return Fault(message, mark, "type its name anew, in letters of one script", code="host-of-mixed-scripts")
    if not host.isascii():
        remedy = f"write it as '{_punycode(host)}'"
        return Fault(f"the host '{host}' has letters outside ASCII", mark, remedy, code="host-outside-ascii")
    if host.startswith("[") or _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2].lower()):
        message = f"the host '{host}' is an address in numbers"
        return Fault(message, mark, "write the name of the host", code="numeric-host")
    if "." not in host or len(host) > _MAX_NAME or not all(map(LABEL.fullmatch, host.split("."))):
        alone = host_alone(host)
        remedy = "write the host alone, in small letters, such as www.change.org"
        remedy = f"write '{alone}'" if alone != host and host_fault(alone, mark) is None else remedy
        return Fault(f"'{host}' is no name of a host", mark, remedy, code="invalid-host")
    return None


def host_alone(written: str) -> str:
    """Return a host without the scheme before it and the path behind it."""
    return re.split(r"[/?#]", re.sub(r"^https?://", "", written.strip().lower()), maxsplit=1)[0]


def _mixed_scripts(label: str) -> list[str]:
    """Return the names of the scripts of a label's letters when they are several that no language writes together."""
    found = {script: None for script in map(script_of, label) if script not in _NO_SCRIPT}
    together = len(found) == 1 or any(found.keys() <= scripts for scripts in _WRITTEN_TOGETHER)
    return [] if together else [script_name(code) for code in found]


def _decoded(label: str) -> str:
    """Return a label in the letters that people see; one that is no punycode as it is."""
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
