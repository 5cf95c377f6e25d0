"""Report addresses in texts that lead elsewhere than the campaign does, and sources that look like its hosts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kit.base.errors import Fault
from kit.model.finding import Finding, Severity
from kit.model.review import Prose, Review
from kit.model.slot import COPY_SLOTS
from kit.project.messages.links import looks_like

#: Keys of texts of a message, and of the line of help, that are judged; a credit may name a photographer's site.
_JUDGED = frozenset((*COPY_SLOTS, "short", "long", "shows", "alt", "text"))
#: An address with or without its scheme; no account, hashtag, or address of e-mail.
_ADDRESS = re.compile(
    r"(?<![\w@#/.-])(?P<scheme>https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?![\w@-])(?P<path>:\d+|[/?#][^\s*]*)?",
    re.IGNORECASE,
)
#: What a word with a full stop inside ends in if it is a host. Countries have two letters.
_TOP_LEVEL = frozenset({
    "app", "asia", "biz", "blog", "cafe", "charity", "city", "club", "com", "community", "coop", "democrat", "dev",
    "earth", "eco", "edu", "example", "foundation", "gov", "green", "help", "info", "int", "life", "live", "media",
    "mil", "museum", "name", "net", "news", "ngo", "ong", "online", "org", "page", "party", "press", "pro", "shop",
    "site", "social", "store", "support", "team", "tel", "test", "today", "travel", "vote", "voting", "web", "website",
    "world", "xyz",
})  # fmt: skip
_COUNTRY = 2
#: The fewest letters of a name before the letters of a country: "m.in." and "u.a." are abbreviations.
_LEAST_NAME = 3


def address(review: Review) -> Iterator[Finding]:
    """Every address in copy, captions, alt texts and extras is on a host of the campaign or of a source cited there."""
    for prose in review.prose:
        if prose.path[0] == "more" or (prose.key in _JUDGED and prose.path[0] in {"messages", "kit"}):
            allowed = {*review.hosts, *review.cited_hosts.get(prose.message, ())}
            yield from _elsewhere(prose, allowed, review.hosts)
    for source in review.source_hosts:
        near = next((host for host in review.hosts if looks_like(source.host, host)), None)
        if near and source.host not in review.hosts:
            message = f"the host '{source.host}' of the source looks like '{near}', but is another"
            fault = Fault(message, source.mark, f"did you mean '{near}'?", code="source-looks-like-host")
            yield Finding("address", "error", fault)


def _elsewhere(prose: Prose, allowed: Collection[str], hosts: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each address of a text whose host is not among those allowed, each host once."""
    seen = set[str]()
    for match in _ADDRESS.finditer(prose.without_marks):
        host = match["host"].lower()
        if host in seen or _is_allowed(host, allowed):
            continue
        alike = next((known for known in hosts if looks_like(host, known)), None)
        certain = bool(match["scheme"] or host.startswith("www.") or alike)
        if certain or _is_host(match["host"]):
            seen.add(host)
            severity: Severity = "error" if certain else "warning"
            fault = _fault(match, prose, alike or next((known for known in hosts if _name(known) == _name(host)), None))
            yield Finding("address", severity, fault, prose.message)


def _fault(match: re.Match[str], prose: Prose, near: str | None) -> Fault:
    """Return the fault of an address; `near` is a host of the campaign that it may mean."""
    written = match[0].rstrip(".,;:!?)\u201d\u2019\"'")
    mark = prose.mark_at(match.start(), len(written))
    message = f"'{written}' is on none of the hosts of the campaign"
    remedy = "write the address of one of 'links', or add its host to 'hosts' under 'kit'"
    return Fault(message, mark, f"did you mean '{near}'?" if near else remedy, code="address-elsewhere")


def _is_allowed(host: str, allowed: Collection[str]) -> bool:
    """Return whether a host is one of some, with or without `www.`."""
    return host.removeprefix("www.") in {name.removeprefix("www.") for name in allowed}


def _name(host: str) -> str:
    """Return a host without `www.` and its last label, which people mistake most."""
    return host.removeprefix("www.").rpartition(".")[0]


def _is_host(written: str) -> bool:
    """Return whether words with full stops inside are a host, not an abbreviation or the end of a sentence."""
    *labels, last = written.split(".")
    top = last.lower()
    as_written = last == top or written == written.upper()
    is_country = len(top) == _COUNTRY and top.isalpha() and len(labels[-1]) >= _LEAST_NAME
    return as_written and (top in _TOP_LEVEL or is_country)
