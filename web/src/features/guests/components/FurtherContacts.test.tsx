import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { attendee } from "@/test/rows";
import { FurtherContacts } from "./FurtherContacts";

it("shows a second phone, and what an import couldn't read", async () => {
  const guest = attendee();
  const contacts = [
    { kind: "phone", value: "+34600111222", preferred: false, is_readable: true },
    { kind: "email", value: "ana at example", preferred: false, is_readable: false },
  ];
  answer({ [`GET /api/guests/${guest.guest_id}`]: { contacts } });

  show(<FurtherContacts eventId="e1" guest={guest} />);

  expect(await screen.findByRole("link", { name: "+34600111222" })).toHaveAttribute(
    "href",
    "tel:+34600111222",
  );
  expect(screen.getByText("ana at example").closest("[role=status]")).toHaveTextContent("e-mail");
});
