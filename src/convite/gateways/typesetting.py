"""PDFs typeset with Typst, using only our own templates and fonts."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent.parent / "templates"
PAPERS = TEMPLATES / "papers"
TYPEFACES = TEMPLATES / "fonts" / "paper"


@lru_cache
def typefaces() -> Any:
    """The bundled fonts, read once per process; system fonts aren't used."""
    import typst  # 80 MB, and only the worker needs it

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACES)]
    )


def typeset(template: str, given: dict[str, Any]) -> bytes:
    """Renders a template with its values as PDF. Slow: call it in a thread."""
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
