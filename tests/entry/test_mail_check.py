"""The doctor and mail: one is sent, and what the domain lacks is said with the record to add."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from convite.core.config import Settings
from convite.entry.operations.mail_check import examine_mail
from convite.gateways import mail_dns
from tests.mailserver import Behaving, mail_server
from tests.providers.dns import Records, name_server

pytestmark = pytest.mark.unit

GOOD = {
    "example.org": ["other=1", "v=spf1 include:relay.example ~all"],
    "s1._domainkey.example.org": ["v=DKIM1; k=rsa; p=" + "A" * 392],
    "_dmarc.example.org": ["v=DMARC1; p=reject"],
}


async def findings(
    records: Records, tmp_path: Path, behaving: Behaving, to: str = "", **values: object
) -> list[tuple[bool, str]]:
    with name_server(records) as names, mail_server(behaving) as url:
        chosen = {
            "smtp_url": url, "mail_from": "Convite <events@example.org>", "dns_server": names,
            "mail_dkim_selector": "s1", "data_dir": tmp_path,
        }  # fmt: skip
        settings = Settings(**(chosen | values))
        return [(one.is_fine, one.text) async for one in examine_mail(settings, to)]


def problems(found: Sequence[tuple[bool, str]]) -> list[str]:
    return [text for is_fine, text in found if not is_fine]


async def test_a_domain_with_everything_is_well(tmp_path: Path) -> None:
    behaving = Behaving()
    found = await findings(GOOD, tmp_path, behaving)

    assert problems(found) == []
    assert len(found) == 4
    [mail] = behaving.taken
    assert (mail["To"], mail["Subject"]) == ("events@example.org", "Convite: test mail")


async def test_an_empty_domain_is_told_each_record_to_add(tmp_path: Path) -> None:
    spf, dkim, dmarc = problems(await findings({}, tmp_path, Behaving()))

    assert "SPF is missing" in spf
    assert "Add a TXT record at example.org: v=spf1 a:127.0.0.1 ~all" in spf
    assert "Add a TXT record at s1._domainkey.example.org: v=DKIM1; k=rsa; p=" in dkim
    assert (
        "Add a TXT record at _dmarc.example.org: v=DMARC1; p=none; rua=mailto:postmaster@example.org"
        in dmarc
    )


@pytest.mark.parametrize(
    ("name", "texts", "words"),
    [
        ("example.org", ["v=spf1 a ~all", "v=spf1 mx ~all"], "2 SPF records"),
        ("example.org", ["v=spf1 +all"], "lets every server send"),
        ("example.org", ["v=spf10 a"], "SPF is missing"),
        ("s1._domainkey.example.org", ["v=DKIM1; p="], "was withdrawn"),
        ("_dmarc.example.org", ["v=DMARC1; rua=mailto:a@b"], "has no policy"),
        ("_dmarc.example.org", [], "DMARC is missing"),
    ],
)
async def test_a_wrong_record_is_named(
    tmp_path: Path, name: str, texts: list[str], words: str
) -> None:
    [problem] = problems(await findings({**GOOD, name: texts}, tmp_path, Behaving()))

    assert words in problem


async def test_a_parent_s_policy_counts_and_bounces_domain_needs_spf(tmp_path: Path) -> None:
    records = {**GOOD, "s1._domainkey.mail.example.org": GOOD["s1._domainkey.example.org"]}
    [problem] = problems(
        await findings(
            records, tmp_path, Behaving(), mail_from="a@mail.example.org",
            mail_bounces="bounces@returns.example.org",
        )
    )  # fmt: skip

    assert "may send for returns.example.org" in problem


async def test_a_selector_that_isnt_set_is_asked_for(tmp_path: Path) -> None:
    found = await findings(GOOD, tmp_path, Behaving(), mail_dkim_selector="")

    assert problems(found) == []
    assert any("set CONVITE_MAIL_DKIM_SELECTOR" in text for _, text in found)


async def test_a_mail_server_that_refuses_says_why(tmp_path: Path) -> None:
    behaving = Behaving(refuse=lambda *_: "550 5.7.1 relaying denied")
    [problem] = problems(await findings(GOOD, tmp_path, behaving, to="me@example.com"))

    assert problem == "no mail can be sent to me@example.com: 550 5.7.1 relaying denied"


async def test_a_name_server_that_says_nothing_is_given_up_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_dns, "PATIENCE", 0.3)
    with name_server({}, is_silent=True) as names:
        [problem] = problems(await findings({}, tmp_path, Behaving(), dns_server=names))

    assert "example.org can't be checked. No answer about example.org" in problem


async def test_an_address_of_this_machine_is_no_sender(tmp_path: Path) -> None:
    [problem] = problems(await findings(GOOD, tmp_path, Behaving(), mail_from="no-reply@localhost"))

    assert "set CONVITE_MAIL_FROM" in problem


async def test_without_a_mail_server_nothing_is_wrong(tmp_path: Path) -> None:
    found = await findings({}, tmp_path, Behaving(), smtp_url="")

    assert found == [(True, "mail goes to the outbox page: CONVITE_SMTP_URL isn't set")]
