"""Faults of rows, and the reasons for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from convite.core.language import Locale
from convite.core.problems import FieldText

#: Most guests in a party.
MAX_IN_PARTY = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What couldn't be imported, or should be looked at."""

    #: The line in the file.
    row: int
    column: str | None
    reason: str
    value: str | None
    #: The person's name, as far as it could be read.
    name: str | None = None
    #: The reason's stable name and what is filled in; `reason` is the English sentence.
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: int, column: str | None, reason: FieldText, value: str) -> "Fault":
        """A fault for a reason that has a text in every language."""
        return cls(
            row=row, column=column, reason=reason.english, value=value[:200], code=reason.name,
            values=dict(reason.values),
        )  # fmt: skip

    def text_in(self, locale: str) -> str:
        """The reason in a language; as stored if it has no name, which older imports lack."""
        return FieldText.named(self.code, self.reason, self.values).text_in(locale)


CONTROL_CHARACTER = FieldText(name="row.control", english="It has a control character; remove it.")
NO_NAME = FieldText(name="row.no-name", english="There is no name.")
ROUNDED_NUMBER = FieldText(
    name="row.rounded",
    english="A spreadsheet keeps 15 digits of a number; the last ones may be wrong.",
)
ERASED = FieldText(
    name="row.erased",
    english="This person was erased, so they aren't imported again. If they agree, add them by hand.",
)
SEVERAL_PEOPLE = FieldText(
    name="row.several",
    english="This looks like several people and is imported as one guest. Give each a row of their own.",
)
ERASED_CONTACT = FieldText(
    name="row.erased-contact",
    english="This address was an erased person's. The guest is imported without it.",
)
NO_EMAIL = FieldText(name="row.email", english="This isn't an e-mail address.")
NO_PHONE = FieldText(name="row.phone", english="This isn't a valid phone number.")
NO_COUNTRY = FieldText(
    name="row.phone-country",
    english="This isn't a valid phone number. Write it with + and the country code.",
)
ROUNDED_PHONE = FieldText(
    name="row.phone-rounded",
    english="A spreadsheet has rounded this number, and its last digits are lost. Look it up.",
)
NO_CHILD = FieldText(name="row.child", english="Write child or adult, or the age.")
NAMESAKE = FieldText(
    name="row.namesake",
    english="This party already has a guest of this name. Both are imported.",
)
FULL_PARTY = FieldText(
    name="row.party-full",
    english=f"A party has at most {MAX_IN_PARTY} people.",
    values={"most": MAX_IN_PARTY},
)


def too_long(most: int) -> FieldText:
    """A cell has more than `most` characters."""
    english = f"It is longer than {most} characters."
    return FieldText(name="row.long", english=english, values={"most": most})


def phone_guess(guessed: str) -> FieldText:
    """A spreadsheet has probably damaged a phone number; says what it was."""
    english = f"A spreadsheet has changed this number. It is probably {guessed}."
    return FieldText(name="row.phone-guess", english=english, values={"phone": guessed})


def guessed_phone(guessed: str) -> FieldText:
    """A phone number was taken as guessed."""
    english = f"A spreadsheet has changed this number. It is imported as {guessed}."
    return FieldText(name="row.phone-guessed", english=english, values={"phone": guessed})


def unknown_language() -> FieldText:
    """A cell names no language that guests can read; says which they can."""
    names = [locale.language.english for locale in Locale]
    own = ", ".join(locale.language.name for locale in Locale)
    english = f"Guests can read {', '.join(names[:-1])} or {names[-1]}."
    return FieldText(name="row.language", english=english, values={"languages": own})


def repeats(earlier: int) -> FieldText:
    """A row has the same person as an earlier one."""
    english = f"This person is already in row {earlier}."
    return FieldText(name="row.repeats", english=english, values={"row": earlier})


def shares_address(earlier: int) -> FieldText:
    """A row has the e-mail address of an earlier one, and another name."""
    english = (
        f"Row {earlier} already has this e-mail address. This guest is imported without it and"
        " is reached through that person."
    )
    return FieldText(name="row.shares-address", english=english, values={"row": earlier})


def spelled_like(guest_name: str, *, is_same_person: bool) -> FieldText:
    """A row is spelled nearly as somebody of its party, and is taken for them or not."""
    if is_same_person:
        english = f"They are taken for {guest_name}, who is in the same party."
        return FieldText(name="row.same-name", english=english, values={"guest": guest_name})
    english = (
        f"{guest_name} is already in this party. A new guest is added; if they are the same person, say"
        " so in the preview."
    )
    return FieldText(name="row.near-name", english=english, values={"guest": guest_name})


def shared_with(guest_name: str, *, is_same_person: bool) -> FieldText:
    """A row has the e-mail address of a guest of another name, and is taken for them or not.

    Without a name, the guest is one whom the actor may not see.
    """
    if not guest_name:
        english = (
            "Somebody in the organization's address book already has this e-mail address. A new guest is"
            " added without it and is reached through that person."
        )
        return FieldText(name="row.hidden-person", english=english)
    if is_same_person:
        english = (
            f"{guest_name} has this e-mail address under another name. They are taken for the same"
            " person."
        )
        return FieldText(name="row.same-person", english=english, values={"guest": guest_name})
    english = (
        f"{guest_name} already has this e-mail address. A new guest is added without it and is"
        " reached through that person."
    )
    return FieldText(name="row.another-person", english=english, values={"guest": guest_name})


def report_in(report: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """An import's report with its reasons in a language."""
    told = {
        kind: [{**one, "reason": Fault(**one).text_in(locale)} for one in report[kind]]
        for kind in ("errors", "warnings")
        if report.get(kind)
    }
    return {**report, **told}
