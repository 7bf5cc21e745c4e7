"""Nothing grows past what is read in one go. No list of exceptions: split by noun instead."""

from tests.contracts.sources import SOURCE, TESTS, files, functions, told

FILE_LINES = 400
TEST_LINES = 600
FUNCTION_LINES = 60


def lines_of(text: str) -> int:
    return len(text.splitlines())


def test_source_files_are_short() -> None:
    long = {
        told(path): lines_of(path.read_text())
        for path in files(SOURCE)
        if lines_of(path.read_text()) > FILE_LINES
    }

    assert long == {}


def test_test_files_are_short() -> None:
    long = {
        told(path): lines_of(path.read_text())
        for path in files(TESTS)
        if lines_of(path.read_text()) > TEST_LINES
    }

    assert long == {}


def test_functions_are_short() -> None:
    """Complexity has its own limit of 10 in the linter."""
    long = {
        f"{told(path)}:{function.lineno} {function.name}": length
        for path in files(SOURCE)
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }

    assert long == {}


def test_actions_take_few_parameters() -> None:
    """Five beyond `tx` and `actor`; more belong into the schema that came in."""
    many = {
        f"{told(path)}:{function.lineno} {function.name}": count
        for path in SOURCE.glob("*/*/actions.py")
        for function in functions(path)
        if (count := len(parameters(function) - {"tx", "actor", "self"})) > 5
    }

    assert many == {}


def parameters(function: object) -> set[str]:
    arguments = function.args  # type: ignore[attr-defined]
    return {each.arg for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
