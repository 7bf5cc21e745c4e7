from dataclasses import replace
from datetime import UTC, datetime

from convite.core.dates import format_date
from convite.core.language import translator
from convite.messaging.delivery.rules import (
    Occasion,
    ProgramPart,
    Reply,
    answer_text,
    canceled_text,
    invitation_text,
)

WHEN = datetime(2027, 5, 1, 16, 30, tzinfo=UTC)


def occasion(locale: str) -> Occasion:
    return Occasion(
        title="Ana & Leo",
        host="Ada",
        when=format_date(WHEN, "Europe/Madrid", locale),
        where="La Quinta",
    )


def test_moments_are_told_on_the_events_own_clock() -> None:
    assert format_date(WHEN, "Europe/Madrid", "es") == "sábado 1 de mayo de 2027, 18:30 (Madrid)"


def test_an_invitation_says_all_that_is_needed() -> None:
    text = invitation_text(
        translator("es"),
        occasion("es"),
        name="María Núñez",
        message="",
        url="https://c.example/r/1",
        code="ABC",
    )

    assert text.subject == "Tienes una invitación: Ana & Leo"
    assert text.links == ("https://c.example/r/1",)
    assert text.text.splitlines() == [
        "Hola, María Núñez:",
        "",
        "Ada te invita a Ana & Leo.",
        "",
        "Cuándo: sábado 1 de mayo de 2027, 18:30 (Madrid)",
        "Dónde: La Quinta",
        "",
        "Responde aquí por todas las personas de tu invitación:",
        "https://c.example/r/1",
        "",
        "Tu código de entrada: ABC",
    ]


def test_an_answer_is_told_back_person_by_person() -> None:
    replies = [
        Reply(name="A", status="going", seat="A1"),
        Reply(name="B", status="going"),
        Reply(name="C", status="declined"),
        Reply(name="D", status="waitlisted"),
        Reply(name="E", status="pending"),
    ]
    text = answer_text(translator("en"), occasion("en"), name="A", replies=replies, url="u")

    assert text.text.splitlines()[4:9] == [
        "A: coming (Seat A1)",
        "B: coming",
        "C: not coming",
        "D: on the waitlist",
        "E: no reply yet",
    ]


def test_an_invitation_names_the_parts_it_includes() -> None:
    parts = (
        ProgramPart(title="Ceremony", when="1 May 2027, 16:30", where="St. Mary's"),
        ProgramPart(title="Dinner", when="1 May 2027, 20:00"),
    )
    text = invitation_text(
        translator("en"),
        replace(occasion("en"), parts=parts),
        name="A",
        message="",
        url="u",
        code="ABC",
    )

    assert text.text.splitlines()[4:11] == [
        "When: Saturday 1 May 2027, 18:30 (Madrid)",
        "Where: La Quinta",
        "",
        "Your invitation includes:",
        "Ceremony: 1 May 2027, 16:30, St. Mary's",
        "Dinner: 1 May 2027, 20:00",
        "",
    ]


def test_an_answer_says_who_comes_to_which_part() -> None:
    replies = [
        Reply(name="A", status="going", parts=(("Ceremony", "going"), ("Dinner", "waitlisted"))),
        Reply(name="B", status="declined", parts=(("Ceremony", "declined"),)),
    ]
    shown = replace(occasion("en"), parts=(ProgramPart(title="Ceremony", when="16:30"),))
    text = answer_text(translator("en"), shown, name="A", replies=replies, url="u")

    assert text.text.splitlines()[4:16] == [
        "A: coming",
        "• Ceremony: coming",
        "• Dinner: on the waitlist",
        "",
        "B: not coming",
        "• Ceremony: not coming",
        "",
        "When: Saturday 1 May 2027, 18:30 (Madrid)",
        "Where: La Quinta",
        "",
        "Program",
        "Ceremony: 16:30",
    ]


def test_a_canceled_event_is_told_in_arabic() -> None:
    text = canceled_text(translator("ar"), occasion("ar"), name="ليلى", reason="المطر")

    assert text.subject == "أُلغي: Ana & Leo"
    assert "السبب: المطر" in text.text
