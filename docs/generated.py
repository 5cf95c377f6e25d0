"""Write the reference from what the generator knows of itself: `python -m docs.generated`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kit
from kit.cli import main as commands
from kit.tools.scaffold import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where each model is written.
_WRITTEN_IN = {
    "AdviceChoice": "An item of `checks`, for advice",
    "AllPlatformsBut": "`platforms`, without some",
    "AllowedNumber": "An item of `numbers`",
    "Apart": "An item of `apart` of `voice`",
    "Caption": "`caption` of a message",
    "CheckChoice": "An item of `checks`, for a rule",
    "Copy": "`copy` of a frame",
    "Countdown": "`countdown` of a message",
    "CountedCopy": "`copy` of a message or an image",
    "Crop": "An item of `crops` of a placement",
    "Emphasis": "`emphasis` of a slot",
    "LineGap": "`gap` of a slot",
    "Extra": "An entry of `more`",
    "Face": "An item of `faces` of a family",
    "Family": "An entry of `families`",
    "Frame": "An item of `frames` of a message",
    "Help": "`help` of the kit",
    "About": "`about` of the kit",
    "ImageFile": "`photo` or `logo`",
    "Partner": "An entry, by the id of the partner",
    "PartnerLink": "`link` of a partner",
    "ImageUse": "An item of `images` of a message",
    "KeepOut": "An item of `keep_out` of a placement",
    "KitInfo": "The section `kit`",
    "Link": "An entry of `links`",
    "Message": "An entry of `messages`",
    "OwnPlacement": "An entry of `placements`, in px",
    "OwnSheet": "An entry of `placements`, of paper",
    "SafeArea": "`safe` of a placement",
    "WordSlot": "An entry of `slots`, for words",
    "CodeSlot": "`qr` of `slots`",
    "ChartSlot": "`chart` of `slots`",
    "PhotoSlot": "`photo` of `slots`",
    "LogoSlot": "`logo` of `slots`",
    "Source": "An entry of `sources`",
    "Statistic": "An entry of `statistics`",
    "TextLimit": "`caption` or `alt_text` of a placement",
    "Voice": "The section `voice`",
}
FOLDER = Path(__file__).parent / "reference"
_MADE = "This page is made by `python -m docs.generated` from the generator itself."


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    made = {"commands.md": _commands(), "rules.md": _rules(), "fields.md": _fields()}
    return {name: "\n".join(lines) + "\n" for name, lines in made.items()}


def _commands() -> Iterator[str]:
    yield from ("# Commands", "", _MADE, "", "`kit COMMAND --help` says the same.")
    yield from _group(commands, click.Context(commands, info_name="kit"), "kit")


def _group(group: click.Group, context: click.Context, path: str) -> Iterator[str]:
    """Yield what the commands of a group do, and those of groups inside it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        yield from _command(command, inner, f"{path} {name}")
        if isinstance(command, click.Group):
            yield from _group(command, inner, f"{path} {name}")


def _command(command: click.Command, context: click.Context, path: str) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("", f"## {path}", "", f"    {path} {usage}", "", _plain(command.help or ""))
    records = [record for option in command.params if (record := option.get_help_record(context))]
    if records:
        yield from ("", "| option | what it does |", "|---|---|")
        yield from (f"| {_code(option)} | {_plain(said)} |" for option, said in records)


def _rules() -> Iterator[str]:
    yield from (
        "# Rules",
        "",
        _MADE,
        "",
        "`kit check` judges by them. One is turned off in `kit.yaml`, with the reason:",
        "",
    )
    yield from ("    checks: [{off: widow, reason: the campaign's name must end the line}]", "")
    yield from ("| rule | what it requires |", "|---|---|")
    yield from (
        f"| `{rule.name}` | {_plain(rule.requires)}{' *Advice.*' if rule.is_advice else ''} |" for rule in kit.rules()
    )
    yield from ("", "Advice is about taste, and is given where a campaign asks for it, or `kit check --advice`:", "")
    yield "    checks: [{advice: yes}]"


def _fields() -> Iterator[str]:
    yield from (
        "# Every field",
        "",
        _MADE,
        "",
        "Editors read the same from `kit schema`. What is **bold** must be written.",
    )
    shown = set[str]()
    for name, title in (("kit", "kit.yaml"), ("partners", "partners.yaml"), ("layout", "layout.yaml")):
        schema = json_schema(name)  # type: ignore[arg-type]  # one of the names
        yield from ("", f"## {title}")
        if schema.get("properties"):
            yield from ("", *_table(schema))
        for model, definition in schema["definitions"].items():
            if definition.get("properties") and model not in shown:
                shown.add(model)
                yield from ("", f"### {_WRITTEN_IN[model]}", "")
                yield from _table(definition)


def _table(schema: dict[str, Any]) -> Iterator[str]:
    required = schema.get("required", ())
    yield from ("| key | what it is | such as |", "|---|---|---|")
    for key, field in schema["properties"].items():
        examples = ", ".join(_code(_written(example)) for example in field.get("examples", ()))
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        yield f"| {shown} | {_plain(field['description'])}{_choices(field)} | {examples} |"


def _choices(field: dict[str, Any]) -> str:
    """Return the words that a field takes, where these are a few."""
    words = field.get("enum") or field.get("items", {}).get("enum") or ()
    return f" One of {', '.join(f'`{word}`' for word in words)}." if 1 < len(words) <= 10 else ""  # noqa: PLR2004


def _written(example: object) -> str:
    """Return an example as YAML writes it."""
    return f"[{', '.join(map(_written, example))}]" if isinstance(example, list) else str(example)


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def _plain(text: str) -> str:
    """Return text on one line, in which no character is a mark of Markdown but those of code."""
    parts = re.split("(`[^`]*`)", " ".join(text.split()))
    return "".join(part if part[:1] == "`" else re.sub(r"([*_<|\[\]])", r"\\\1", part) for part in parts)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for _name, _text in pages().items():
        (FOLDER / _name).write_text(_text, encoding="utf-8")
