"""Placeholders of templates."""

import pytest

from convite.core.problems import Invalid
from convite.gateways.sms import segments_of
from convite.messaging.previews.rules import cost_of
from convite.messaging.templates.rules import (
    check_variables,
    nearest,
    numbered_fault,
    provider_name_of,
    values_of,
)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("Hello {{1}}, see you at {{2}}.", None),
        ("Hello, no placeholder.", None),
        ("Hello {{2}}.", "template.numbered"),
        ("Hello {{name}}.", "template.numbered"),
        ("{{1}} comes first", "template.edge"),
        ("It ends with {{1}}", "template.edge"),
        ("a" * 1025, "template.long"),
    ],
)
def test_what_whatsapp_would_refuse_is_said_before(body: str, fault: str | None) -> None:
    found = numbered_fault(body)
    assert (found.name if found else None) == fault


def test_a_value_is_one_line_and_never_empty() -> None:
    values = values_of(
        "Hello {{1}}, {{2}} at {{3}}.",
        {"1": "{{name}}", "2": "come\n\n to   us", "3": "{{where}}"},
        {"name": "Jo", "where": ""},
    )
    assert values == {"1": "Jo", "2": "come to us", "3": "–"}


def test_missing_and_unknown_values_are_named() -> None:
    check_variables(["1"], {"1": "Jo"})
    with pytest.raises(Invalid) as missing:
        check_variables(["1", "2"], {"1": "Jo"})
    with pytest.raises(Invalid) as unknown:
        check_variables(["1"], {"1": "Jo", "place": "here"})

    assert "{{2}}" in str(missing.value.extra)
    assert "place" in str(unknown.value.extra)


def test_a_reader_gets_their_language_or_the_nearest() -> None:
    known = {"en": 1, "es_MX": 2}
    assert nearest("es", known) == "es_MX"
    assert nearest("en", known) == "en"
    assert nearest("ar", known) is None


def test_names_of_two_organizations_differ() -> None:
    assert provider_name_of("Save the Date!", "0123456789abcdef") == "save_the_date_89abcdef"
    assert provider_name_of("دعوة", "0123456789abcdef") == "template_89abcdef"


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ض" * 70, 1),
        ("ض" * 71, 2),
        ("🎉" * 35, 1),
        ("🎉" * 36, 2),
        ("á", 1),
        ("", 1),
    ],
)
def test_segments_of_an_sms(text: str, segments: int) -> None:
    assert segments_of(text) == segments


def test_without_a_price_nothing_is_estimated() -> None:
    assert cost_of("", 100) == (None, None)
    assert cost_of("0.0625 EUR", 3) == ("0.19", "EUR")
