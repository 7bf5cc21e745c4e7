import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answer, show } from "@/test/render";
import { PasskeysCard } from "./PasskeysCard";

const startRegistration = vi.hoisted(() => vi.fn());
vi.mock("@simplewebauthn/browser", () => ({ startRegistration }));

const phone = {
  id: "p1",
  name: "iPhone · Safari",
  is_synced: true,
  created_at: "2030-01-01T10:00:00Z",
  last_used_at: null,
};

beforeEach(() => vi.stubGlobal("PublicKeyCredential", {}));
afterEach(() => vi.unstubAllGlobals());

it("a passkey that the device makes is added", async () => {
  const rows: (typeof phone)[] = [];
  const calls = answer({
    "GET /api/me/passkeys": () => ({ items: rows }),
    "POST /api/me/passkeys/options": { options: { challenge: "abc" } },
    "POST /api/me/passkeys": () => {
      rows.push(phone);
      return phone;
    },
  });
  startRegistration.mockResolvedValue({ id: "made" });
  show(<PasskeysCard />);

  expect(await screen.findByText("You have no passkeys yet.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Add passkey" }));

  expect(await screen.findByRole("listitem")).toHaveTextContent("iPhone · Safari");
  expect(startRegistration).toHaveBeenCalledWith({ optionsJSON: { challenge: "abc" } });
  const sent = calls.find((one) => one.method === "POST" && one.path === "/api/me/passkeys");
  expect(sent?.body).toEqual({ credential: { id: "made" } });
});

it("passkeys are renamed and deleted", async () => {
  const calls = answer({
    "GET /api/me/passkeys": { items: [phone] },
    "PATCH /api/me/passkeys/p1": { ...phone, name: "Mine" },
    "DELETE /api/me/passkeys/p1": new Response(null, { status: 204 }),
  });
  show(<PasskeysCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Rename iPhone · Safari" }));
  const name = await screen.findByLabelText("Name");
  await userEvent.clear(name);
  await userEvent.type(name, "Mine");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await expect
    .poll(() => calls.find((one) => one.method === "PATCH")?.body)
    .toEqual({ name: "Mine" });

  await userEvent.click(screen.getByRole("button", { name: "Delete iPhone · Safari" }));
  const question = within(await screen.findByRole("alertdialog"));
  await userEvent.click(question.getByRole("button", { name: "Delete passkey" }));
  await expect.poll(() => calls.some((one) => one.method === "DELETE")).toBe(true);
});

it("somebody who logged in long ago is asked to log in again", async () => {
  answer({
    "GET /api/me/passkeys": { items: [] },
    "POST /api/me/passkeys/options": Response.json(
      { type: "/problems/recent-login-needed", detail: "Log in again to change this." },
      { status: 403 },
    ),
  });
  show(<PasskeysCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Add passkey" }));

  expect(await screen.findByText("Log in again to change this.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Log in again" })).toBeVisible();
});

it("a browser without passkeys shows nothing", async () => {
  vi.unstubAllGlobals();
  const calls = answer({ "GET /api/me/passkeys": { items: [] } });
  show(<PasskeysCard />);

  await expect.poll(() => calls.length).toBe(1);
  expect(screen.queryByText("Passkeys")).toBeNull();
});
