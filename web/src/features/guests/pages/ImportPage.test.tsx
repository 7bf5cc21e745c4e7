import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answer, show } from "@/test/render";
import { ImportPage } from "./ImportPage";

const google = { items: [{ name: "google", label: "Google" }] };
const report = {
  import_id: "i2",
  rows: 1,
  created: 1,
  mapping: { "First name": "first_name" },
  columns: [{ name: "First name", samples: ["Ana"] }],
  sheets: [],
  header: true,
};

function open(search = "") {
  return show(
    <ImportPage />,
    `/events/e1/guests/import${search}`,
    "/events/$eventId/guests/import",
  );
}

it("leaves for Google, and says before what is read there", async () => {
  const assign = vi.fn();
  vi.stubGlobal("location", { origin: "http://localhost", assign });
  const calls = answer({
    "GET /api/auth/oidc": google,
    "POST /api/events/e1/guests/import/google": { url: "https://accounts.google.com/consent" },
  });
  open();

  const button = await screen.findByRole("button", { name: "Read Google Contacts" });
  expect(button).toHaveAccessibleDescription(/nothing is changed in Google/);
  await userEvent.click(button);

  await expect.poll(() => assign.mock.calls).toEqual([["https://accounts.google.com/consent"]]);
  expect(calls.filter((call) => call.method === "POST")).toHaveLength(1);
  vi.unstubAllGlobals();
});

it("offers no Google without a log-in there", async () => {
  answer({ "GET /api/auth/oidc": { items: [{ name: "github", label: "GitHub" }] } });
  open();

  expect(await screen.findByText("Or paste your list")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Read Google Contacts" })).toBeNull();
});

it("goes on with the contacts that were brought, as with a file", async () => {
  const calls = answer({
    "GET /api/auth/oidc": google,
    "GET /api/imports/i1/file": () => new Response("First name\r\nAna\r\n"),
    "POST /api/events/e1/guests/import": report,
  });
  const { router } = open("?import=i1");

  expect(await screen.findByText("Google Contacts.csv")).toBeVisible();
  expect(await screen.findByText("Ana")).toBeVisible();
  expect(screen.getByText("Columns").closest("li")).toHaveAttribute("aria-current", "step");
  expect(calls.filter((call) => call.method === "POST")).toHaveLength(1);
  // so that going back to the first step doesn't read them again
  expect(router.state.location.search).toEqual({});
});

it.each([
  ["no-scope", "tick the box for contacts"],
  ["not-enabled", "enable the People API"],
  ["nobody-knows", "Google can't be reached"],
])("says what to do when Google's contacts weren't read: %s", async (reason, said) => {
  answer({ "GET /api/auth/oidc": google });
  open(`?refused=${reason}`);

  expect(await screen.findByRole("alert")).toHaveTextContent(said);
  expect(await screen.findByRole("button", { name: "Read Google Contacts" })).toBeEnabled();
});
