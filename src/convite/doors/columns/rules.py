"""Mapping a file's columns to the fields of a guest. Pure functions."""

import re
from collections.abc import Mapping, Sequence

from convite.core.problems import FieldText
from convite.core.search import fold

FIELDS = (
    "name", "first_name", "middle_name", "last_name", "suffix", "email", "phone", "company", "notes",
    "tags", "side", "locale", "party", "child", "address", "postal_code", "city", "region", "country",
    "ignore",
)  # fmt: skip
#: Fields that several columns may be mapped to; the first filled one is the preferred contact.
REPEATABLE = frozenset({"email", "phone", "address", "ignore"})

#: Column headers of each field, in English, Spanish, Arabic, German and French, and those of the
#: address books of Google, Outlook and Thunderbird.
WORDS: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        {"name", "full name", "guest", "guest name", "display name", "names", "guests",
         "last name, first name", "last, first", "surname, first name", "nombre completo",
         "ganzer name", "vollständiger name", "vor- und nachname", "vorname nachname", "nom complet",
         "nom et prénom", "prénom et nom", "gast", "gäste", "invité", "invitée", "invités",
         "nombre y apellidos", "nombre y apellido", "apellidos, nombre", "apellido, nombre",
         "apellidos y nombre", "invitado", "invitada", "invitados", "الاسم", "الاسم الكامل",
         "اسم الضيف"}
    ),
    "first_name": frozenset(
        {"first name", "firstname", "given name", "forename", "nombre", "nombres", "vorname",
         "vornamen", "rufname", "prénom", "prénoms",
         "nombre de pila", "الاسم الاول", "الاسم الأول"}
    ),
    "middle_name": frozenset(
        {"middle name", "middlename", "additional name", "segundo nombre", "zweiter vorname",
         "deuxième prénom",          "الاسم الأوسط"}
    ),
    "last_name": frozenset(
        {"last name", "lastname", "surname", "family name", "apellido", "apellidos",
         "nachname", "familienname", "zuname", "nom", "nom de famille",
         "اسم العائلة", "اللقب"}
    ),
    "suffix": frozenset({"suffix", "name suffix", "sufijo", "namenszusatz", "suffixe"}),
    "email": frozenset(
        {"email", "e-mail", "e mail", "email address", "e-mail address", "mail", "primary email",
         "secondary email", "further e-mails",
         "correo", "correo electronico", "e-mail-adresse", "mailadresse", "e-mail 1",
         "adresse e-mail", "courriel", "adresse mail", "adresse électronique", "البريد",
         "البريد الالكتروني",
         "البريد الإلكتروني"}
    ),
    "phone": frozenset(
        {"phone", "phone number", "mobile", "mobile phone", "mobile number", "cell", "cell phone",
         "telephone", "tel", "whatsapp", "home phone", "work phone", "business phone",
         "primary phone", "other phone", "further phones",
         "telefon", "telefonnummer", "mobil", "mobiltelefon", "handy",
         "handynummer", "mobilnummer", "festnetz", "téléphone", "tél", "portable", "numéro de téléphone",
         "téléphone portable", "gsm", "telefono", "telefono movil", "movil", "celular",
         "الهاتف", "رقم الهاتف", "الجوال", "الموبايل"}
    ),
    "company": frozenset(
        {"company", "organization", "organisation", "organization name", "organization 1 - name",
         "empresa", "firma", "unternehmen", "entreprise", "société",
         "الشركة"}
    ),
    "notes": frozenset(
        {"notes", "note", "comment", "comments", "remarks", "notas", "notizen",
         "notiz", "bemerkung", "bemerkungen", "anmerkung", "remarque", "remarques", "commentaire",
         "ملاحظات"}
    ),
    "tags": frozenset({"tags", "tag", "labels", "categories", "group membership", "etiquetas",
         "kategorien", "schlagwörter", "étiquettes", "catégories", "وسوم"}),
    "side": frozenset({"side", "lado", "parte de", "seite", "côté", "الطرف"}),
    "locale": frozenset({"language", "locale", "lang", "idioma", "lengua", "sprache", "langue", "اللغة"}),
    "party": frozenset(
        {"party", "household", "family", "group", "ticket", "invitation", "familia", "grupo",
         "boleto", "entrada", "invitacion", "hogar", "haushalt", "familie", "gruppe", "einladung", "foyer",
         "famille", "groupe", "العائلة", "المجموعة", "التذكرة", "الدعوة"}
    ),
    "child": frozenset(
        {"child", "is child", "child or adult", "adult or child", "age", "niño", "menor", "edad",
         "niño o adulto", "adulto o niño", "kind", "kind oder erwachsener", "alter", "enfant", "âge",
         "طفل", "العمر"}
    ),
    "address": frozenset(
        {"address", "postal address", "street", "street address", "address line 1", "address line 2",
         "address line 3", "home street", "home street 2", "home street 3", "business street",
         "home address", "mailing address", "address 1 - street", "direccion", "domicilio", "calle",
         "direccion postal", "adresse", "anschrift", "straße", "strasse", "straße und hausnummer",
         "postanschrift", "rue", "adresse postale", "العنوان", "الشارع"}
    ),
    "postal_code": frozenset(
        {"postal code", "zip", "zip code", "postcode", "home postal code", "business postal code",
         "address 1 - postal code", "codigo postal", "cp", "c.p.", "plz", "postleitzahl",
         "code postal", "الرمز البريدي"}
    ),
    "city": frozenset(
        {"city", "town", "home city", "business city", "address 1 - city", "ciudad", "poblacion",
         "localidad", "municipio", "ort", "stadt", "wohnort", "ville", "المدينة"}
    ),
    "region": frozenset(
        {"region", "state", "province", "county", "home state", "business state",
         "address 1 - region", "estado", "provincia", "comunidad", "bundesland", "kanton", "région",
         "المنطقة", "المحافظة"}
    ),
    "country": frozenset(
        {"country", "country/region", "home country", "home country/region", "business country",
         "business country/region", "address 1 - country", "pais", "land", "pays", "الدولة", "البلد"}
    ),
}  # fmt: skip
FIELD_OF = {fold(word): field for field, words in WORDS.items() for word in words}
#: `E-mail 2 - Value` of Google, `E-mail 2 Address` of Outlook, `Phone (3)` of a repeated header.
NUMBERED = re.compile(
    r"(e-?mail|phone|telefono|correo) ?(\d+)?( - value| address| phone)?( \(\d+\))?"
)
NUMBERED_FIELDS = {"telefono": "phone", "correo": "email", "phone": "phone"}
#: Begins at the `@`, so that a long text without one takes no time.
EMAIL = re.compile(r"[^\s@]@[^\s@.]+\.[^\s@]")
#: No column has a longer name that is known.
MAX_NAME = 200
PHONE = re.compile(r"\+?[0-9(][0-9() ./-]{5,}")


def field_of(column: str) -> str | None:
    """The field that a column header names, or None."""
    if len(column) > MAX_NAME:
        return None
    folded = fold(column.replace("_", " "))
    known = FIELD_OF.get(folded)
    if known is None and (numbered := NUMBERED.fullmatch(folded)):
        known = NUMBERED_FIELDS.get(numbered[1], "email")
    if known is None and "/" in folded:
        # "Familie / Gruppe": two words for one thing
        known = next(filter(None, (FIELD_OF.get(one.strip()) for one in folded.split("/"))), None)
    return known


def rate_heading(cells: Sequence[str], mapping: Mapping[str, str] | None = None) -> int:
    """How many different fields a row's cells name, or how many columns of a mapping."""
    if mapping:
        named = len(set(mapping) & {" ".join(cell.split()) for cell in cells})
        if named:
            return named * 100
    return len({field for cell in cells if (field := field_of(cell))})


def guess_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Guesses each column's field; a field is used once, except for contacts."""
    mapping: dict[str, str] = {}
    for column in columns:
        found = field_of(column) or "ignore"
        is_taken = found in mapping.values() and found not in REPEATABLE
        mapping[column] = "ignore" if is_taken else found
    used = set(mapping.values())
    parts = {"first_name", "last_name"} & used
    if "name" in used and len(parts) == 1:
        # beside a column for one half of the name, a plain "Name" is the other half; a full name has both
        missing = "last_name" if "first_name" in parts else "first_name"
        is_half = any(f == "name" and fold(c.strip()) == "name" for c, f in mapping.items())
        turned = {"name": missing} if is_half else dict.fromkeys(parts, "ignore")
        mapping = {c: turned.get(f, f) for c, f in mapping.items()}
    used = set(mapping.values())
    if not {"first_name", "name"} & used:
        # "Nom" without a column for first names does so too
        mapping = {c: "name" if f == "last_name" else f for c, f in mapping.items()}
    if not {"last_name", "name"} & used:
        # "Nombre" without a column for last names holds the full name
        mapping = {c: "name" if f == "first_name" else f for c, f in mapping.items()}
    return mapping


def guess_by_content(samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Guesses the fields of columns without a header by their first values."""
    mapping: dict[str, str] = {}
    for column, values in samples.items():
        if any(EMAIL.search(value) for value in values):
            mapping[column] = "email"
        elif values and all(PHONE.fullmatch(value) for value in values):
            mapping[column] = "phone"
        elif any(value[:1].isalpha() for value in values) and "name" not in mapping.values():
            mapping[column] = "name"
        else:
            mapping[column] = "ignore"
    return mapping


def mapping_fault(mapping: Mapping[str, str], columns: Sequence[str]) -> FieldText | None:
    """What is wrong with a mapping, or None."""
    for column, name in mapping.items():
        if column not in columns:
            english = f"The file has no column {column!r}."
            return FieldText(name="mapping.no-column", english=english, values={"column": column})
        if name not in FIELDS:
            fields = ", ".join(FIELDS)
            english = f"{name!r} isn't a field; use one of {fields}."
            return FieldText(
                name="mapping.no-field", english=english, values={"field": name, "fields": fields}
            )
    used = [name for name in mapping.values() if name not in REPEATABLE]
    repeated = next((name for name in used if used.count(name) > 1), None)
    if repeated:
        english = f"Two columns are mapped to {repeated}. Ignore one of them."
        return FieldText(name="mapping.twice", english=english, values={"field": repeated})
    if not {"name", "first_name", "last_name"} & set(used):
        english = "Say which column holds the guests' names."
        return FieldText(name="mapping.no-name", english=english)
    return None
