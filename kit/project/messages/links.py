"""Which addresses a kit may link to: https, a listed host, nothing hidden before or after it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from kit.base.errors import Fault, Mark, did_you_mean
from kit.model.campaign import Campaign
from kit.text.characters import SHARED_SCRIPTS, UNKNOWN_SCRIPT, script_name, script_of

#: What an address may contain, of which schemas are made too (https://www.rfc-editor.org/rfc/rfc3986#appendix-A).
ALLOWED = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
#: A dot segment, which a browser resolves before the request
#: (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4).
DOT_SEGMENT = re.compile(r"/(?:\.|%2e){1,2}(?=[/?#]|$)", re.IGNORECASE)


def link_faults(campaign: Campaign) -> Iterator[Fault]:
    """Links lead only to the hosts of the kit, pictures show where they lead; other addresses are valid."""
    mark, kit = campaign.document.mark, campaign.kit
    hosts = [host_fault(host, mark("kit", "hosts", index)) for index, host in enumerate(kit.hosts)]
    yield from filter(None, hosts)
    allowed = {*kit.hosts, *map(host_alone, kit.hosts)}  # a host written as an address is reported elsewhere
    for id_, link in campaign.links.items():
        found = address_faults(link.url, allowed, mark("links", id_, "url"))
        yield from found or shown_faults(link.shown, link.url, mark("links", id_, "shown"))
    for id_, source in campaign.sources.items():
        if source.url is not None:
            yield from address_faults(source.url, None, mark("sources", id_, "url"))
    if kit.site is not None:
        yield from address_faults(kit.site, None, mark("kit", "site"))


def address_faults(url: str, hosts: Collection[str] | None, mark: Mark) -> list[Fault]:
    """Return what is wrong with an address; its host is exactly one of `hosts`, or any if they are None."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return [Fault(f"not an address: {str(error).lower()}", mark, WRITE_ADDRESS, code="malformed-address")]
    if not url.startswith("https://"):
        message, why = f"'{url}' does not begin with https://", "pictures show no other addresses"
        meant = f"https://{url.removeprefix('http://')}"
        is_host = "://" not in url.removeprefix("http://") and host_fault(urlsplit(meant).netloc, mark) is None
        remedy = f"{f'write it as {meant}' if is_host else WRITE_ADDRESS}; {why}"
        return [Fault(message, mark, remedy, code="address-without-https")]
    if parts.username is not None or port is not None:
        message = f"'{url}' has a user name or a port"
        return [Fault(message, mark, WRITE_ADDRESS, code="address-with-user-or-port")]
    fault = host_fault(parts.netloc, mark) or _spelling_fault(url, parts.path, mark)
    if fault is None and hosts is not None and parts.netloc not in hosts:
        near = did_you_mean(parts.netloc, hosts)
        add = f"add '{parts.netloc}' to 'hosts' under 'kit' in kit.yaml, if links may lead there"
        remedy = f"{near} Or {add}" if near else add
        fault = Fault(f"the host '{parts.netloc}' is not listed", mark, remedy, code="host-not-listed")
    return [fault] if fault else []


def _spelling_fault(url: str, path: str, mark: Mark) -> Fault | None:
    allowed = ALLOWED.match(url)
    if allowed and allowed.end() < len(url):
        message = f"'{url}' has {_described(url[allowed.end()])}"
        return Fault(message, mark, "write it percent-encoded", code="address-not-encoded")
    if DOT_SEGMENT.search(path):
        message = f"'{url}' has a step such as '/../' in it"
        return Fault(message, mark, "write the address that it resolves to", code="address-with-dot-segment")
    return None


def shown_faults(shown: str, url: str, mark: Mark) -> Iterator[Fault]:
    """Yield a fault if the shown form of a link is another address; it may omit 'https://www.' and a query."""
    if _short(shown) not in {shown_form(url), _short(url)}:
        remedy = f"write '{shown_form(url)}', where 'url' leads, or correct 'url'"
        yield Fault(f"'{shown}' is not where 'url' leads", mark, remedy, code="shown-address-differs")


def shown_form(url: str) -> str:
    """Return how pictures show an address: without what people omit, and without a query."""
    address = urlsplit(url)
    return _short(f"{address.netloc}{address.path}")


def _short(address: str) -> str:
    """Return an address without what people omit: the scheme, 'www.' and a slash at the end."""
    host, slash, rest = address.removeprefix("https://").partition("/")
    return f"{host.casefold().removeprefix('www.')}{slash}{rest}".rstrip("/")


def _described(character: str) -> str:
    if character == " ":
        return "a space"
    return f"a '{character}'" if character.isascii() else f"'{character}', a letter outside ASCII"


WRITE_ADDRESS = "write it as https://host/path"
#: A DNS name: labels of letters, digits and hyphens (https://www.rfc-editor.org/rfc/rfc1123).
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
#: The longest DNS name (https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4).
_MAX_NAME = 253
#: Last labels of names of one network or machine (https://www.rfc-editor.org/rfc/rfc6761, rfc6762 and rfc8375; ICANN
#: reserves `internal`).
_NOT_PUBLIC = frozenset({"arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localhost"})
#: What makes browsers read a host as a numeric address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
#: Scripts that one name may mix (https://www.unicode.org/reports/tr39/#Restriction_Level_Detection).
_WRITTEN_TOGETHER = ({"Latn", "Hani", "Hira", "Kana"}, {"Latn", "Hani", "Bopo"}, {"Latn", "Hani", "Hang"})
#: Scripts of characters that belong to every script, to that of the character before, and to none.
_NO_SCRIPT = SHARED_SCRIPTS | {UNKNOWN_SCRIPT}


def host_fault(host: str, mark: Mark) -> Fault | None:
    """Return what is wrong with a host name, if anything; names are lower-case ASCII, others in punycode."""
    if not host:
        return Fault("the address has no host", mark, WRITE_ADDRESS, code="address-without-host")
    mixed = next(filter(None, (_mixed_scripts(_decoded(label)) for label in host.split("."))), None)
    if mixed:
        message = f"the host '{_punycode(host)}' looks like another: it mixes {' and '.join(mixed)} letters"
        return Fault(message, mark, "type its name again, in letters of one script", code="host-of-mixed-scripts")
    if not host.isascii():
        remedy = f"write it as '{_punycode(host)}'"
        return Fault(f"the host '{host}' has letters outside ASCII", mark, remedy, code="host-outside-ascii")
    return _name_fault(host, mark)


def _name_fault(host: str, mark: Mark) -> Fault | None:
    """Return what is wrong with a host in ASCII: it is a number, of one network only, or no name."""
    last = host.rstrip(".").rpartition(".")[2].lower()
    if host.startswith("[") or NUMERIC.fullmatch(last):
        message = f"the host '{host}' is a numeric address"
        return Fault(message, mark, "write the host's name", code="numeric-host")
    if "." in host and last in _NOT_PUBLIC:
        message = f"the host '{host}' is not on the internet"
        return Fault(message, mark, "write a public name, which others can open", code="host-not-public")
    if "." not in host or len(host) > _MAX_NAME or not all(map(LABEL.fullmatch, host.split("."))):
        alone = host_alone(host)
        remedy = "write the host alone, in lower case, such as www.change.org"
        remedy = f"write '{alone}'" if alone != host and host_fault(alone, mark) is None else remedy
        return Fault(f"'{host}' is not a valid host name", mark, remedy, code="invalid-host")
    return None


#: Letters that are taken for others, and those.
_TAKEN_FOR = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("-", ""))
#: How alike names are that people take for each other, from 0 to 1.
_ALIKE = 0.9


def looks_like(host: str, other: str) -> bool:
    """Return whether people may take a host for another one, which is not below the same domain."""
    one, two = (name.removeprefix("www.") for name in (host, other))
    if _domain(one) == _domain(two):
        return False
    for letters, taken in _TAKEN_FOR:
        one, two = one.replace(letters, taken), two.replace(letters, taken)
    return SequenceMatcher(None, one, two).ratio() >= _ALIKE


def _domain(host: str) -> str:
    """Return the name that an owner of a host has registered: two labels, or three below such as `co.uk`."""
    *_, middle, top = ["", *host.split(".")]
    labels = 3 if len(middle) + len(top) <= len("co.uk") - 1 and host.count(".") > 1 else 2
    return ".".join(host.split(".")[-labels:])


def host_alone(written: str) -> str:
    """Return a host without the scheme before it and the path after it."""
    return re.split(r"[/?#]", re.sub(r"^https?://", "", written.strip().lower()), maxsplit=1)[0]


def _mixed_scripts(label: str) -> list[str]:
    """Return the names of the scripts of a label's letters if no language writes them together."""
    found = {script: None for script in map(script_of, label) if script not in _NO_SCRIPT}
    together = len(found) == 1 or any(found.keys() <= scripts for scripts in _WRITTEN_TOGETHER)
    return [] if together else [script_name(code) for code in found]


def _decoded(label: str) -> str:
    """Return a label in the letters that people see; unchanged if it is not valid punycode."""
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
