"""No money path computes with floats: amounts are integers, percents and exact amounts are decimals."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

SOURCE = Path(__file__).parents[2] / "src" / "convite"
DOORS = (
    *("orders", "pricing", "checkout", "promo", "payments", "paying", "settlement", "refunds"),
    *("reversals", "ledger", "statements", "invoices", "invoicepapers", "bookkeeping"),
    *("orderexport", "orderseats", "issuing", "shoppage", "orderpage", "admission"),
)
FILES = [
    SOURCE / "core" / "money.py",
    *(path for part in DOORS for path in sorted((SOURCE / "doors" / part).glob("*.py"))),
    *sorted((SOURCE / "room" / "tickettypes").glob("*.py")),
    *sorted((SOURCE / "insight" / "salesfigures").glob("*.py")),
    *sorted((SOURCE / "events" / "sales").glob("*.py")),
    *(path for name in ("payment", "stripe", "razorpay", "paypal")
      for path in sorted((SOURCE / "gateways").glob(f"{name}*.py"))),
]  # fmt: skip
#: Divisions of decimals, and what isn't money: paths, waits and lengths of time.
ALLOWED = {
    ("core/money.py", "amount * percent / 100"),
    ("core/money.py", "amount * percent / (100 + percent)"),
    ("invoices/rules.py", "Decimal(percent) / len(names)"),
    ("invoices/rules.py", "Decimal(line.tax) * (paid + part) / line.amount"),
    ("orderpage/routes.py", "FOLDER / 'order.js'"),
    ("admission/rules.py", "(starts_at - moment) / 4"),
    ("gateways/stripe.py", "SLACK / 2"),
    ("gateways/paypal_calls.py", "float"),
}


def faults_in(path: Path) -> list[str]:
    """Floats and divisions with a rest that is lost, by line."""
    name = "/".join(path.parts[-2:])
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        is_float = isinstance(node, ast.Name) and node.id == "float"
        is_number = isinstance(node, ast.Constant) and isinstance(node.value, float)
        divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        if (is_float or is_number or divides) and (name, ast.unparse(node)) not in ALLOWED:
            assert isinstance(node, ast.expr)
            found.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    return found


def test_files_are_found() -> None:
    """The walk below isn't empty."""
    assert len(FILES) > 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_money_is_never_a_float(path: Path) -> None:
    assert faults_in(path) == []
