import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { BlockButton } from "./BlockButton";
import { BlockedCard } from "./BlockedCard";

const leo = { user_id: "u1", name: "Leo Paz", created_at: "2030-01-01T10:00:00Z" };

it("lists whom one has blocked and ends the block that is chosen", async () => {
  const calls = answer({
    "GET /api/me/blocks": { items: [leo], next_cursor: null },
    "DELETE /api/users/u1/block": new Response(null, { status: 204 }),
  });
  show(<BlockedCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Unblock Leo Paz" }));

  await expect
    .poll(() => calls.map(({ method, path }) => `${method} ${path}`))
    .toContain("DELETE /api/users/u1/block");
});

it("says so if nobody is blocked", async () => {
  answer({ "GET /api/me/blocks": { items: [], next_cursor: null } });
  show(<BlockedCard />);

  expect(await screen.findByText("Nobody is blocked.")).toBeVisible();
});

it("blocks only after it said what that does", async () => {
  const calls = answer({
    "GET /api/me/blocks": { items: [], next_cursor: null },
    "POST /api/users/u1/block": new Response(null, { status: 204 }),
  });
  show(<BlockButton userId="u1" name="Leo Paz" />);

  await userEvent.click(await screen.findByRole("button", { name: "Block Leo Paz" }));
  expect(calls.filter((call) => call.method === "POST")).toEqual([]);
  await userEvent.click(await screen.findByRole("button", { name: "Block" }));

  await expect
    .poll(() => calls.map(({ method, path }) => `${method} ${path}`))
    .toContain("POST /api/users/u1/block");
});
