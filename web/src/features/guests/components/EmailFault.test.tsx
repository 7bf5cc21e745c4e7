import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { EmailFault } from "./EmailFault";

const fault = { text: "550 5.1.1 User unknown", at: "2026-11-25T10:12:03Z" };

it("says why mails bounce, and tries the address again", async () => {
  const asked = answer({ "POST /api/guests/g1/email/try-again": {} });
  show(<EmailFault guestId="g1" fault={{ ...fault, kind: "no_mailbox" }} canEdit />);

  expect(await screen.findByRole("status")).toHaveTextContent(
    "Mail bounced: this address doesn't exist",
  );
  expect(screen.getByRole("status")).toHaveTextContent("550 5.1.1 User unknown");
  await userEvent.click(screen.getByRole("button", { name: "Try this address again" }));

  await waitFor(() => expect(asked).toHaveLength(1));
});

it("leaves it to whoever complained to get mails again", async () => {
  show(<EmailFault guestId="g1" fault={{ ...fault, text: "", kind: "complaint" }} canEdit />);

  expect(await screen.findByRole("status")).toHaveTextContent("marked as spam");
  expect(screen.queryByRole("button")).toBeNull();
});
