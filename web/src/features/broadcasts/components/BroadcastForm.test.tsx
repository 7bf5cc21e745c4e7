import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answer, show } from "@/test/render";
import { BroadcastForm } from "./BroadcastForm";

const preview = {
  name: "Ana Ruiz",
  to: "ana@example.com",
  locale: "en",
  subject: "News",
  text: "Hello Ana Ruiz",
  recipients: 2,
  left_out: { no_address: 1 },
  estimate: { segments: null, total: 2, cost: null, currency: null },
  without: [{ attendee_id: "a3", name: "Cy Moe", reason: "no_address" }],
};
const base = "/api/events/e1/broadcasts";
const chosen = { audience: { ids: ["a1", "a2", "a3"] }, number: 3 };

function open(onSaved = vi.fn()) {
  show(<BroadcastForm eventId="e1" chosen={chosen} onClose={() => undefined} onSaved={onSaved} />);
  return onSaved;
}

it("shows who gets it and who doesn't, then sends to exactly the selected ones", async () => {
  const calls = answer({
    [`POST ${base}/preview`]: preview,
    [`POST ${base}`]: { id: "b1", status: "draft" },
    [`POST ${base}/b1/send`]: { id: "b1", status: "sending" },
  });
  const onSaved = open();

  await userEvent.type(await screen.findByLabelText("Text"), "Hello");
  expect(await screen.findByText("2 people will get this")).toBeVisible();
  const left = screen.getByText("1 person won't get it").closest("details");
  expect(within(left as HTMLElement).getByText("No e-mail address")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Send to 2 people" }));

  await expect.poll(() => onSaved.mock.calls.length).toBe(1);
  const draft = calls.find((call) => call.method === "POST" && call.path === base);
  expect(draft?.body).toMatchObject({ audience: chosen.audience, body: "Hello", kind: "message" });
  const sent = calls.find((call) => call.path === `${base}/b1/send`);
  expect(sent?.body).toEqual({ scheduled_for: null });
});

it("sends nothing without a text, and nothing if it is kept as a draft", async () => {
  const calls = answer({
    [`POST ${base}/preview`]: preview,
    [`POST ${base}`]: { id: "b1", status: "draft" },
  });
  const onSaved = open();

  expect(await screen.findByRole("button", { name: /^Send to/ })).toBeDisabled();
  await userEvent.type(screen.getByLabelText("Text"), "Later");
  await userEvent.click(screen.getByRole("radio", { name: "Save as draft" }));
  await userEvent.click(screen.getByRole("button", { name: "Save draft" }));

  await expect.poll(() => onSaved.mock.calls.length).toBe(1);
  expect(calls.some((call) => call.path.endsWith("/send"))).toBe(false);
});

it("sends a WhatsApp template with the values that were chosen", async () => {
  const template = {
    ...{ id: "t1", name: "Directions", channel: "whatsapp", locale: "en", is_usable: true },
    body: "Hello {{1}}, doors open at {{2}}.",
    placeholders: ["1", "2"],
    variables: { "1": "{{name}}" },
  };
  const calls = answer({
    [`POST ${base}/preview`]: preview,
    [`POST ${base}`]: { id: "b1", status: "draft" },
    [`POST ${base}/b1/send`]: { id: "b1", status: "sending" },
    "GET /api/events/e1/message-templates": { items: [template], next_cursor: null },
  });
  const onSaved = open();

  await userEvent.click(await screen.findByRole("button", { name: /Channel/ }));
  await userEvent.click(await screen.findByRole("option", { name: "WhatsApp" }));
  expect(await screen.findByText(/To reach the others, choose a template/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: /Template/ }));
  await userEvent.click(await screen.findByRole("option", { name: /Directions/ }));
  await userEvent.type(await screen.findByLabelText("Text for 2"), "six");
  await userEvent.click(await screen.findByRole("button", { name: "Send to 2 people" }));

  await expect.poll(() => onSaved.mock.calls.length).toBe(1);
  const draft = calls.find((call) => call.method === "POST" && call.path === base);
  expect(draft?.body).toMatchObject({
    template_id: "t1",
    variables: { "1": "{{name}}", "2": "six" },
    body: "",
  });
});

it("says that the chosen channel is stopped, or that it has no provider", async () => {
  const state = { stopped_at: null, reason: null };
  answer({
    [`POST ${base}/preview`]: preview,
    "GET /api/events/e1/message-templates": { items: [], next_cursor: null, total: null },
    "GET /api/events/e1/channels": {
      channels: [
        { ...state, channel: "email", is_configured: true },
        { ...state, channel: "sms", is_configured: false },
        {
          channel: "whatsapp",
          is_configured: true,
          stopped_at: "2026-05-01T10:00:00Z",
          reason: "The token was revoked.",
        },
      ],
    },
  });
  open();

  await userEvent.click(await screen.findByRole("button", { name: /Channel/ }));
  await userEvent.click(screen.getByRole("option", { name: "WhatsApp" }));
  expect(await screen.findByText("The token was revoked.")).toBeVisible();
  expect(screen.queryByText(/go to the outbox page/)).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole("button", { name: /Channel/ }));
  await userEvent.click(screen.getByRole("option", { name: "SMS" }));
  expect(await screen.findByText(/go to the outbox page/)).toBeVisible();
  expect(screen.queryByText("The token was revoked.")).not.toBeInTheDocument();
});
