"""Writes `templates/tokens.css`, the tokens that public pages use, from the app's `ui/tokens.css`.

Pages have no theme switch: what the app shows under `data-theme="dark"` is what they show where the
reader's system is dark. Tokens that no page names are left out.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOKENS = ROOT / "web" / "src" / "ui" / "tokens.css"
TEMPLATES = ROOT / "src" / "convite" / "templates"
PAGES = ("discover.css", "page.css")
MADE = TEMPLATES / "tokens.css"
HEAD = "/* Made by `make gen` from web/src/ui/tokens.css. */\n"

DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")
USE = re.compile(r"var\((--[\w-]+)")


def block(text: str, selector: str) -> dict[str, str]:
    """The tokens declared under a selector."""
    inside = text.split(f"{selector} {{", 1)[1].split("\n}", 1)[0]
    return {name: " ".join(value.split()) for name, value in DECLARATION.findall(inside)}


def used(names: set[str], tokens: dict[str, str]) -> set[str]:
    """These tokens, and those that their values name."""
    found: set[str] = set()
    left = [name for name in names if name in tokens]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [one for one in USE.findall(tokens[name]) if one in tokens]
    return found


def rule(selector: str, tokens: dict[str, str], names: set[str], indent: str = "") -> str:
    """One CSS rule with those of the tokens that are wanted."""
    lines = [f"{indent}  {name}: {value};\n" for name, value in tokens.items() if name in names]
    return f"{indent}{selector} {{\n{''.join(lines)}{indent}}}\n"


def tokens_for_pages() -> str:
    """The stylesheet: light by default, dark where the system is."""
    text = TOKENS.read_text()
    light, dark = block(text, ".hued"), block(text, '[data-theme="dark"] .hued')
    pages = "".join((TEMPLATES / name).read_text() for name in PAGES)
    named = set(USE.findall(pages))
    names = used(named, light) | used(named, dark)
    # a value is computed where it is declared: what has a hue of its own needs it again
    hued = {name for name in names if "var(--hue)" in light[name]}
    by_day = rule(":root", light, names) + rule(".hued", light, hued)
    at_night = rule(":root", dark, names, "  ") + rule(".hued", dark, hued, "  ")
    return f"{HEAD}{by_day}@media (prefers-color-scheme: dark) {{\n{at_night}}}\n"


if __name__ == "__main__":
    MADE.write_text(tokens_for_pages())
