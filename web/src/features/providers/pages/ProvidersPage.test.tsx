import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Provider } from "@/api";
import { answer, show } from "@/test/render";
import { ProvidersPage } from "./ProvidersPage";

const provider = (changes: Partial<Provider>): Provider => ({
  channel: "sms",
  is_configured: true,
  missing: [],
  suggested: [],
  webhook_url: "https://convite.example/api/webhooks/sms",
  stopped_at: null,
  stopped_until: null,
  reason: null,
  waiting: 0,
  oldest_waiting: null,
  sent: 0,
  failed: 0,
  outbox: 0,
  errors: [],
  kept_calls: 0,
  newest_kept: [],
  ...changes,
});

const answers = (one: Provider, more = {}) =>
  answer({
    "GET /api/providers": { channels: [one], login_providers: ["Google"], mailbox: null },
    ...more,
  });

const open = () => show(<ProvidersPage />, "/providers", "/providers");

it("names the settings that are missing", async () => {
  answers(provider({ is_configured: false, missing: ["CONVITE_TWILIO_ACCOUNT_SID"], outbox: 3 }));
  open();

  expect(await screen.findByText("CONVITE_TWILIO_ACCOUNT_SID")).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: /^SMS ?Not set up$/ })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Try again now" })).not.toBeInTheDocument();
});

it("says why a channel is stopped, and tries it again", async () => {
  const stopped = { stopped_at: "2026-05-01T10:00:00Z", reason: "The key is refused.", waiting: 2 };
  const calls = answers(provider(stopped), {
    "POST /api/providers/sms/resume": new Response(null, { status: 204 }),
  });
  open();

  expect(await screen.findByText("The key is refused.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Try again now" }));

  await expect.poll(() => calls.some(({ path }) => path.endsWith("/resume"))).toBe(true);
});

it("says an error by its code in words", async () => {
  const error = {
    code: "30003",
    text: "Unreachable",
    messages: 4,
    last_at: "2026-05-01T10:00:00Z",
  };
  answers(provider({ failed: 4, errors: [error] }));
  open();

  const item = (await screen.findByText("The phone is off or out of reach.")).closest("li");
  expect(within(item as HTMLElement).getByText("4 messages")).toBeInTheDocument();
  expect(screen.getByText("Failing")).toBeInTheDocument();
});

it("sends a test and says how it went", async () => {
  const test = { id: "t1", channel: "sms", to: "+34612345678", error: null, error_code: null };
  const calls = answers(provider({}), {
    "POST /api/providers/sms/test": { ...test, status: "queued" },
    "GET /api/providers/tests/t1": { ...test, status: "delivered" },
  });
  open();

  await userEvent.click(await screen.findByRole("button", { name: "Send test" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("Phone number"), "+34612345678");
  await userEvent.click(dialog.getByRole("button", { name: "Send test" }));

  expect(await screen.findByText("The test to +34612345678 was delivered.")).toBeInTheDocument();
  expect(calls.find(({ method }) => method === "POST")?.body).toEqual({ to: "+34612345678" });
});
