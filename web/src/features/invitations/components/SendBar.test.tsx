import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { SendBar } from "./SendBar";

const all = { filters: { unsent: true } };

it("sends all that match on every page, and says who can't be reached", async () => {
  const calls = answer({
    "POST /api/events/e1/invitations/send": { sent: 185, left_out: [], batch_id: "b1" },
  });
  const reach = { chosen: 185, reachable: 185, silent: 15, answered: 0 };
  show(<SendBar eventId="e1" choice={all} reach={reach} isPublished onDone={() => undefined} />);

  expect(await screen.findByText("15 can’t be reached by e-mail")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Send 185 invitations" }));
  const dialog = await screen.findByRole("alertdialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Send 185 invitations" }));

  await expect.poll(() => calls.find((call) => call.method === "POST")?.body).toEqual(all);
});

it("offers no sending to those whom nothing reaches", async () => {
  answer({});
  const reach = { chosen: 15, reachable: 0, silent: 15, answered: 0 };
  show(<SendBar eventId="e1" choice={all} reach={reach} isPublished onDone={() => undefined} />);

  expect(await screen.findByText(/share their links yourself/)).toBeVisible();
  expect(screen.queryByRole("button", { name: /Send/ })).toBeNull();
});

it("asks whether those who have replied are invited once more", async () => {
  const calls = answer({
    "POST /api/events/e1/invitations/send": { sent: 3, left_out: [], batch_id: "b1" },
  });
  const reach = { chosen: 3, reachable: 2, silent: 0, answered: 1 };
  const choice = { ids: ["i1", "i2", "i3"] };
  show(<SendBar eventId="e1" choice={choice} reach={reach} isPublished onDone={() => undefined} />);

  await userEvent.click(await screen.findByRole("button", { name: "Send 2 invitations" }));
  const dialog = await screen.findByRole("alertdialog");
  await userEvent.click(within(dialog).getByRole("switch", { name: /1 party that has already/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Send 3 invitations" }));

  await expect
    .poll(() => calls.find((call) => call.method === "POST")?.body)
    .toEqual({ ...choice, again: true });
});
