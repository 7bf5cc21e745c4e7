"""What holds for all tests: which are fast, and the last line."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Contracts and pure computation need nothing but Python: they're the fast part."""
    for item in items:
        is_contract = (HERE / "contracts") in item.path.parents
        if (is_contract or item.path.name == "test_rules.py") and "database" not in item.keywords:
            item.add_marker(pytest.mark.unit)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """One plain line for whoever reads only the last."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    failed = len(reporter.stats.get("failed", [])) + len(reporter.stats.get("error", []))
    reporter.write_line(f"{len(reporter.stats.get('passed', []))} passed, {failed} failed")
