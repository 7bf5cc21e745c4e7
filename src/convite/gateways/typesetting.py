"""PDFs and pictures typeset with Typst, from our own templates.

Each is made by a process of its own, so that one that doesn't end can be killed and its 80 MB are
returned. The bundled fonts come first; the machine's are used for letters that those don't have.
"""

import asyncio
import contextlib
import json
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from convite.gateways.typefaces import BUNDLED, borrow, bundled_letters, letters_of

PAPERS = Path(__file__).parent.parent / "templates" / "papers"
#: Stands in the place of letters that can't be printed, to be filled in by hand.
BLANK = "____"


#: A document of any number of pages, or one page as a picture of a pixel to the point.
Format = Literal["pdf", "png"]


class TypesettingFailed(Exception):
    """Typst refused the document, or its process died."""


class TypesettingTimedOut(Exception):
    """It took longer than the limit and was killed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Typeset:
    """A PDF or picture, and the letters that no font has: a line stands in their place."""

    content: bytes
    missing: frozenset[str]


async def typeset(
    template: str,
    given: dict[str, Any],
    *,
    seconds: float,
    folder: Path = PAPERS,
    form: Format = "pdf",
) -> Typeset:
    """Typesets a template with its values, in another process.

    Raises:
        TypesettingFailed: the document can't be typeset.
        TypesettingTimedOut: it took more than `seconds`; the process was killed.
    """
    order = {"template": template, "given": given, "folder": str(folder), "form": form}
    ordered = await asyncio.to_thread(lambda: json.dumps(order).encode())
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "convite.gateways.typesetting"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(seconds):
            made, said = await process.communicate(ordered)
    except TimeoutError as error:
        raise TypesettingTimedOut(f"{template}: more than {seconds} s") from error
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                process.kill()
            await process.wait()
    if process.returncode != 0:
        raise TypesettingFailed(f"{template}: {said.decode(errors='replace').strip()[-1000:]}")
    head, _, content = made.partition(b"\n")
    return Typeset(content=content, missing=frozenset(json.loads(head)))


def compiled(
    template: str, given: dict[str, Any], folder: Path = PAPERS, form: Format = "pdf"
) -> Typeset:
    """Typesets in this process, however long it takes."""
    import typst

    letters = letters_of(texts_of(given))
    missing = {letter for letter in letters if ord(letter) not in bundled_letters()}
    with tempfile.TemporaryDirectory() as borrowed:
        if missing:
            missing = borrow(missing, Path(borrowed))
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(BUNDLED), borrowed],
        )
        values = printable(given, missing) | {"is_incomplete": bool(missing)}
        compiler = typst.Compiler(
            str(folder / f"{template}.typ"),
            root=str(folder),
            font_paths=fonts,
            sys_inputs={"given": json.dumps(values, ensure_ascii=False)},
        )
        made = compiler.compile(format=form, ppi=72) if form == "png" else compiler.compile()
    assert isinstance(made, bytes)
    return Typeset(content=made, missing=frozenset(missing))


def texts_of(values: Any) -> Iterator[str]:
    """All texts that are typed by people, wherever they are among the values."""
    if isinstance(values, dict):
        if "text" in values:
            yield values["text"]
        else:
            for value in values.values():
                yield from texts_of(value)
    elif isinstance(values, list):
        for value in values:
            yield from texts_of(value)


def printable(values: Any, missing: set[str]) -> Any:
    """The values, with a blank for each run of letters that no font has."""
    if not missing:
        return values
    if isinstance(values, list):
        return [printable(value, missing) for value in values]
    if not isinstance(values, dict):
        return values
    if "text" in values:
        return values | {"text": with_blanks(values["text"], missing)}
    return {key: printable(value, missing) for key, value in values.items()}


def with_blanks(text: str, missing: set[str]) -> str:
    """A text with a blank for each run of letters that no font has.

    Example:
        >>> with_blanks("Ana xyx", {"x", "y"})
        'Ana ____'
    """
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter not in missing:
            kept.append(letter)
        elif not kept or kept[-1] != BLANK:
            kept.append(BLANK)
    return "".join(kept)


def main() -> None:
    """Reads an order from the standard input and writes the missing letters and what was made."""
    order = json.load(sys.stdin.buffer)
    made = compiled(order["template"], order["given"], Path(order["folder"]), order["form"])
    sys.stdout.buffer.write(json.dumps(sorted(made.missing)).encode() + b"\n")
    sys.stdout.buffer.write(made.content)


if __name__ == "__main__":
    main()
