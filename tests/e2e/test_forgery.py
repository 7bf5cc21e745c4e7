"""Altered tickets at a door without the network: none gets in.

A thousand in `make test`; ten thousand in `make fuzz`.
"""

import random

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.running import Running
from tests.e2e.test_offline import door, event_id, guest, scan  # noqa: F401 (a fixture)
from tests.entrance.tickets.test_rules import altered

AT_ONCE = 200

#: Types each code as a hand scanner does, and waits until the page has drawn.
TYPE = """
async (codes) => {
  for (const code of codes) {
    for (const key of [...code, 'Enter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    await new Promise((done) => setTimeout(done));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return document.querySelector('[role=alert]')?.textContent;
}
"""


@pytest.mark.parametrize("count", [1000, pytest.param(10_200, marks=pytest.mark.fuzz)])
def test_no_altered_ticket_gets_in(
    live: Running,
    browser: Browser,
    event_id: str,  # noqa: F811
    count: int,
) -> None:
    chance = random.Random(19)
    tickets = [guest(live, event_id, name)["qr"] for name in ("Rosa", "Leo", "Zoë")]
    context, page = door(browser, live, event_id)
    context.set_offline(True)

    wrong = [altered(chance.choice(tickets), chance) for _ in range(count)]
    wrong = [code for code in wrong if code not in tickets]
    assert len(wrong) > count * 0.98
    for start in range(0, len(wrong), AT_ONCE):
        shown = page.evaluate(TYPE, wrong[start : start + AT_ONCE])
        assert "Queued" not in (shown or ""), shown

    expect(page.get_by_role("alert")).to_contain_text("Not found")
    page.get_by_role("button", name="Next").tap()
    expect(page.get_by_text("0 queued")).to_be_visible()
    scan(page, tickets[0])
    expect(page.get_by_role("alert")).to_contain_text("Rosa")
    expect(page.get_by_text("1 queued")).to_be_visible()
    context.close()
