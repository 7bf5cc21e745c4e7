import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { InvitePerson } from "./InvitePerson";

const made = { id: "i1", kind: "direct", label: "leo", sent_at: "2030-01-01T12:00:00Z" };

function open() {
  const calls = answer({ "POST /api/events/e1/invites": made });
  const onClose = vi.fn();
  show(<InvitePerson event={event()} isOpen onClose={onClose} />);
  return { calls, onClose };
}

const who = () => screen.findByRole("textbox", { name: "E-mail or phone" });

it("invites somebody by their e-mail", async () => {
  const { calls, onClose } = open();

  await userEvent.type(await who(), "leo@example.com");
  await userEvent.type(screen.getByRole("textbox", { name: "Personal message" }), "Come!");
  await userEvent.click(screen.getByRole("button", { name: "Invite" }));

  await expect
    .poll(() => calls.at(-1)?.body)
    .toMatchObject({ kind: "direct", email: "leo@example.com", message: "Come!" });
  await expect.poll(() => onClose).toHaveBeenCalled();
});

it("takes anything else with digits for a phone", async () => {
  const { calls } = open();

  await userEvent.type(await who(), "600 123 123");
  await userEvent.click(screen.getByRole("button", { name: "Invite" }));

  await expect
    .poll(() => calls.at(-1)?.body)
    .toMatchObject({ kind: "direct", phone: "600 123 123" });
});

it("sends nothing that is neither", async () => {
  open();

  await userEvent.type(await who(), "leo@");

  expect(screen.getByRole("button", { name: "Invite" })).toBeDisabled();
});
