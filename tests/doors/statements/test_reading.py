"""Bank statements read, and transfers matched to orders."""

from datetime import date

import pytest

from convite.core.problems import Invalid
from convite.core.sheets import read_sheet
from convite.doors.statements.rules import (
    Booking,
    Expected,
    match_all,
    read_camt,
    read_mt940,
    read_table,
)

pytestmark = pytest.mark.unit

CAMT = """<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">45.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2027-05-03</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>Leo Paz</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>Ball 3J66 7HAN</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2027-05-03</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
MT940 = """:20:STARTUMSE
:25:10020030/1234567
:28C:00001/001
:60F:C270502EUR100,00
:61:2705030503CR45,00N062NONREF
:86:166?00GUTSCHRIFT?20Ball 3J667HAN?32Leo Paz
:62F:C270503EUR{closing}
"""
CSV = """Buchungstag;Betrag;Währung;Verwendungszweck;Auftraggeber
03.05.2027;45,00;EUR;Ball 3J667HAN;Leo Paz
03.05.2027;-20,00;EUR;Strom;
"""


def order(reference: str = "3J667HAN", amount: int = 4500, **values: str) -> dict[str, Expected]:
    known = {"buyer_name": "Leo Paz", "currency": "EUR", **values}
    return {
        reference: Expected(order_id=reference, reference=reference, open_amount=amount, **known)
    }


def booked(text: str, amount: int = 4500, payer: str = "") -> Booking:
    return Booking(
        booked_on=date(2027, 5, 3), amount=amount, currency="EUR", text=text, payer=payer, key=""
    )


@pytest.mark.parametrize(
    "found",
    [
        read_camt(CAMT.format(closing="125.00").encode()),
        read_mt940(MT940.format(closing="145,00")),
        read_table(read_sheet(CSV.encode()), "EUR"),
    ],
    ids=["camt.053", "MT940", "table"],
)
def test_every_format_says_the_same(found: list[Booking]) -> None:
    [one] = found

    assert (one.booked_on, one.amount, one.currency) == (date(2027, 5, 3), 4500, "EUR")
    assert one.payer == "Leo Paz"
    [matched] = match_all([one], order())
    assert matched.kind == "exact"


def test_a_file_whose_sum_is_wrong_is_refused() -> None:
    with pytest.raises(Invalid, match="add up"):
        read_camt(CAMT.format(closing="999.00").encode())
    with pytest.raises(Invalid, match="add up"):
        read_mt940(MT940.format(closing="999,00"))


def test_what_isnt_a_statement_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><Document>&c;</Document>'
    assert read_camt(bomb) == []
    for content in (b"", b"<Document", b"\x00\xff"):
        with pytest.raises(Invalid):
            read_camt(content)


def test_equal_transfers_of_a_file_are_two_and_keep_their_keys() -> None:
    twice = CSV + CSV.splitlines()[1] + "\n"

    keys = [one.key for one in read_table(read_sheet(twice.encode()), "EUR")]

    assert len(set(keys)) == 2
    assert keys == [one.key for one in read_table(read_sheet(twice.encode()), "EUR")]


@pytest.mark.parametrize(
    ("booking", "kind"),
    [
        (booked("order 3j66-7han thank you"), "exact"),
        (booked("3J667HAN", 4400), "near"),
        (booked("3J667HAM"), "near"),
        (booked("no idea", payer="PAZ, LEO"), "near"),
        (booked("no idea"), "none"),
        (booked("no idea", 4400, "Leo Paz"), "none"),
    ],
)
def test_a_transfer_is_matched_by_reference_and_amount(booking: Booking, kind: str) -> None:
    [found] = match_all([booking], order())

    assert found.kind == kind
