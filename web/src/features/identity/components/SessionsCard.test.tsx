import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { SessionsCard } from "./SessionsCard";

const at = { created_at: "2030-01-01T10:00:00Z", last_used_at: "2030-01-01T11:00:00Z" };
const here = { ...at, id: "s1", browser: "Firefox", system: "Linux", ip: "::1", is_current: true };
const phone = { ...at, id: "s2", browser: "Safari", system: "iPhone", ip: "", is_current: false };

it("lists devices in words and logs out the one that is chosen", async () => {
  const calls = answer({
    "GET /api/me/sessions": { items: [phone, here] },
    "DELETE /api/me/sessions/s2": new Response(null, { status: 204 }),
  });
  show(<SessionsCard />);

  const [first, second] = await screen.findAllByRole("listitem");
  expect(first).toHaveTextContent("Safari on iPhone");
  expect(within(second as HTMLElement).getByText("This device")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Log out Safari on iPhone" }));

  await expect
    .poll(() => calls.map(({ method, path }) => `${method} ${path}`))
    .toContain("DELETE /api/me/sessions/s2");
});

it("a single device has nothing to log out", async () => {
  answer({ "GET /api/me/sessions": { items: [{ ...here, browser: null, system: null }] } });
  show(<SessionsCard />);

  expect(await screen.findByText("Unknown device")).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
});
