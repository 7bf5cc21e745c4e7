import json
import re
from typing import Any

import pytest
from fastapi.exceptions import RequestValidationError
from fastapi.testclient import TestClient

from convite.core.bodies import bad_input, validated
from convite.core.hot import refused
from convite.core.problems import NULL, Conflict, NotFound, Problem, TooMany, invalid
from convite.entry.http.api import create_router
from convite.people.identity.schemas import Register

pytestmark = pytest.mark.unit


def taken() -> Problem:
    return Conflict("No longer available: A-1.", name="seat-taken", most=2).with_text(seats="A-1")


def test_problem_is_told_in_the_readers_language() -> None:
    assert taken().body("es") == {
        "type": "/problems/seat-taken",
        "title": "Hay un conflicto.",
        "status": 409,
        "detail": "Ya no está disponible: A-1.",
        "most": 2,
    }
    assert taken().detail_in("ar") == "لم يعد متاحًا: A-1."
    assert TooMany(30).detail_in("es").endswith("dentro de 30 s.")


def test_english_and_unknown_languages_have_the_sentence_of_the_code() -> None:
    assert taken().detail_in("en") == taken().detail_in("fr") == "No longer available: A-1."
    assert taken().body() == taken().body("en")
    assert NotFound("No such guest.").detail_in("en") == "No such guest."


def test_case_chooses_between_the_texts_of_a_name() -> None:
    busy = Conflict("Somebody sits on A-1; free it first.", name="seat-taken")

    assert busy.with_text("occupied", seats="A-1").detail_in("es").startswith("Hay alguien sentado")
    assert (
        busy.with_text("no-such-case", seats="A-1").detail_in("es") == "Ya no está disponible: A-1."
    )


def test_text_without_its_values_gives_way_to_english() -> None:
    assert Conflict("A-1 is gone.", name="seat-taken").detail_in("es") == "A-1 is gone."


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "This can't be null."),
        ("es", "Este dato no puede faltar."),
        ("ar", "لا يمكن ترك هذا الحقل دون قيمة."),
    ],
)
def test_sentence_at_a_field_is_in_the_readers_language(locale: str, sentence: str) -> None:
    body = invalid("guests.0.label", NULL).body(locale)

    assert body["detail"] == sentence
    assert body["errors"] == [{"pointer": "/guests/0/label", "detail": sentence}]


@pytest.mark.parametrize(
    ("values", "field", "spanish"),
    [
        ({"password": "short"}, "password", "Usa 12 caracteres o más"),
        ({"password": "1" * 12}, "password", "Elige otra."),
        ({"phone": "12"}, "phone", "No es un número de teléfono válido"),
        ({"name": "Ana\x01"}, "name", "Contiene un carácter de control; quítalo."),
        ({"email": "bob@smith.test"}, "email", "No se puede enviar correo a esta dirección."),
        ({"email": "bob"}, "email", "No se puede enviar correo a esta dirección."),
        ({"name": ""}, "name", "Esto no puede quedar vacío."),
        ({"name": "a" * 201}, "name", "Usa como máximo 200 caracteres."),
        ({"name": 7}, "name", "Esto tiene que ser texto."),
        ({"locale": "xx"}, "locale", "Usa uno de estos valores: 'en', "),
        ({"shoe": 43}, "shoe", "Este campo no existe."),
    ],
)
def test_validators_refusal_is_in_the_readers_language(
    values: dict[str, Any], field: str, spanish: str
) -> None:
    whole = {"name": "Ana", "email": "ana@example.com", "password": "a sentence to remember"}

    with pytest.raises(RequestValidationError) as raised:
        validated(Register, whole | values)

    problem = bad_input(raised.value)
    (error,) = problem.body("es")["errors"]
    assert error["pointer"] == f"/{field}"
    assert spanish in error["detail"]
    assert problem.detail_in("es") == error["detail"]
    assert re.search("[\u0600-\u06ff]", problem.detail_in("ar"))
    assert not problem.is_technical


@pytest.mark.parametrize(
    ("accepted", "detail"),
    [("", "Not Found"), ("fr", "Not Found"), ("es-MX, en;q=0.5", "Esta página no existe.")],
)
def test_unknown_path_is_told_in_the_language_asked_for(accepted: str, detail: str) -> None:
    client = TestClient(create_router())

    answer = client.get("/api/nowhere", headers={"accept-language": accepted})

    assert answer.status_code == 404
    assert (answer.json()["title"], answer.json()["detail"]) == (detail, detail)


def test_hot_verbs_read_the_language_of_a_refused_request() -> None:
    headers = [(b"cookie", b"a=b"), (b"accept-language", b"ar, en;q=0.3")]

    status, answer, _ = refused(taken(), headers)

    assert status == 409
    assert json.loads(answer)["detail"] == "لم يعد متاحًا: A-1."
