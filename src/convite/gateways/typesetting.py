"""Papers set by Typst: templates and typefaces of our own, nothing read from outside of them."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent.parent / "templates"
PAPERS = TEMPLATES / "papers"
TYPEFACES = TEMPLATES / "fonts" / "paper"


@lru_cache
def typefaces() -> Any:
    """The shipped typefaces, read once a process; the system's own are left alone."""
    import typst  # eighty megabytes, and only the worker sets papers

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACES)]
    )


def typeset(template: str, given: dict[str, Any]) -> bytes:
    """A template with its values as PDF. It takes a while: call it in a thread."""
    import typst

    compiler = typst.Compiler(
        str(PAPERS / f"{template}.typ"),
        root=str(PAPERS),
        font_paths=typefaces(),
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made
