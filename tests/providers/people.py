"""Google's People API on loopback: contacts by pages, and what may go wrong with them."""

from typing import Any

PATH = "/v1/people/me/connections"
SCOPE = "https://www.googleapis.com/auth/contacts.readonly"
FIELDS = "names,emailAddresses,phoneNumbers,organizations,addresses"
#: Larger than any page that is read.
HUGE = 5 << 20
STATES = {
    "people-401": "UNAUTHENTICATED",
    "people-403": "PERMISSION_DENIED",
    "people-429": "RESOURCE_EXHAUSTED",
    "people-503": "UNAVAILABLE",
}


def contact(first: str = "", last: str = "", **more: Any) -> dict[str, Any]:
    """A contact as Google writes it; lists of plain texts are e-mail addresses, phones and companies."""
    told: dict[str, Any] = {"resourceName": f"people/{first}{last}", "etag": "%EgcBAgkLLjc9"}
    if first or last:
        mark = {"primary": True, "source": {"type": "CONTACT", "id": "1"}}
        parts = {"givenName": first, "familyName": last, "displayName": f"{first} {last}".strip()}
        told["names"] = [{"metadata": mark, **parts}]
    told["emailAddresses"] = [{"value": one} for one in more.get("emails", [])]
    told["phoneNumbers"] = [{"value": one} for one in more.get("phones", [])]
    told["organizations"] = [{"name": one} for one in more.get("companies", [])]
    told["addresses"] = more.get("addresses", [])
    return {name: value for name, value in told.items() if value}


#: What is there by hand.
EXAMPLE = [
    [
        contact("Ana", "Ruiz", emails=["ana.ruiz@example.com"], phones=["+34 612 345 678"]),
        contact("Björn", "Groß", emails=["bjorn@example.com"], companies=["Groß & Söhne"]),
        contact(emails=["info@flowers.example"], companies=["Flores del Sur"]),
    ],
    [contact("ليلى", "حداد", phones=["+971 50 123 4567"]), contact(companies=["Nobody Ltd"])],
]


def answer(
    pages: list[list[dict[str, Any]]], scope: str, query: dict[str, str], fault: str
) -> tuple[int, Any]:
    """Status and answer to a request for a page."""
    if fault in STATES:
        status = int(fault.removeprefix("people-"))
        return status, {"error": {"code": status, "message": "No.", "status": STATES[fault]}}
    if SCOPE not in scope.split():
        return 403, {"error": {"code": 403, "status": "PERMISSION_DENIED"}}
    if fault == "people-page":
        return 200, "<!doctype html><title>Sorry</title>"
    if fault == "people-cut":
        return 200, '{"connections": [{"names": [{"givenName": "An'
    if query.get("personFields") != FIELDS or int(query.get("pageSize", 0)) > 1000:
        return 400, {"error": {"code": 400, "status": "INVALID_ARGUMENT"}}
    number = int(query.get("pageToken", "page-0").removeprefix("page-"))
    told: dict[str, Any] = {"totalItems": sum(map(len, pages))}
    if fault == "people-huge":
        told["padding"] = " " * HUGE
    is_last = number + 1 >= len(pages) and fault != "people-endless"
    if pages:
        told["connections"] = pages[number % len(pages)]
    return 200, told if is_last else {**told, "nextPageToken": f"page-{number + 1}"}
