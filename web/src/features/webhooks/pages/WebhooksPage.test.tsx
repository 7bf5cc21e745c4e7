import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { Toasts } from "@/ui";
import document from "../../../../openapi.json";
import { factGroups, factsOf } from "../model";
import { WebhooksPage } from "./WebhooksPage";

const webhook = {
  id: "w1",
  organization_id: "o1",
  url: "https://crm.example.com/in",
  description: "CRM",
  facts: ["guest_responded"],
  status: "enabled",
  disabled_reason: null,
  previous_until: null,
  failing_since: null,
  last_delivered_at: null,
  version: 1,
  created_at: "2027-05-01T12:00:00Z",
};
const delivery = {
  id: "d1",
  endpoint_id: "w1",
  type: "guest_responded",
  status: "failed",
  tries: 12,
  answer_status: 500,
  error: "The receiver answered 500.",
  next_try_at: null,
  delivered_at: null,
  created_at: "2027-05-01T12:00:00Z",
};
const detail = {
  ...delivery,
  url: webhook.url,
  payload: { type: "guest_responded", data: { status: "accepted" } },
  answer: "It's broken",
  attempts: [{ at: "2027-05-01T12:00:01Z", seconds: 0.2, status: 500, error: delivery.error }],
};

const open = (rows: object[], more: Parameters<typeof answer>[0] = {}, can = true) => {
  const calls = answer({
    "GET /api/organizations": {
      items: [
        { id: "o1", name: "Ana", role: "owner", can: can ? { manage_organization: true } : {} },
      ],
      next_cursor: null,
    },
    "GET /api/webhook-endpoints": () => ({ items: rows, next_cursor: null }),
    ...more,
  });
  show(
    <>
      <WebhooksPage />
      <Toasts />
    </>,
  );
  return calls;
};

it("offers everything that the server offers, once", () => {
  const offered = document.components.schemas.WebhookOut.properties.facts.items.enum;
  const shown = factGroups().flatMap(factsOf);
  expect([...shown].sort()).toEqual([...offered].sort());
});

it("adds a webhook and shows its secret once", async () => {
  const rows: object[] = [];
  open(rows, {
    "POST /api/webhook-endpoints": ({ body }) => {
      expect(body).toMatchObject({ url: "https://crm.example.com/in" });
      rows.push(webhook);
      return { ...webhook, secret: "whsec_c2VjcmV0" };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Add webhook" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.clear(dialog.getByLabelText("Address"));
  await userEvent.paste(webhook.url);
  await userEvent.click(dialog.getByText("Add webhook", { selector: "button *, button" }));

  expect(await screen.findByText("whsec_c2VjcmV0")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(screen.queryByText("whsec_c2VjcmV0")).toBeNull();
  expect(screen.getByText(webhook.url)).toBeVisible();
});

it("doesn't save a webhook that is told nothing", async () => {
  open([{ ...webhook, facts: ["seat_freed"] }]);
  await userEvent.click(await screen.findByRole("button", { name: /More actions/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByLabelText("Seat freed"));
  expect(await dialog.findByText("Choose at least one.")).toBeVisible();
  expect(dialog.getByText("Save changes").closest("button")).toBeDisabled();
});

it("shows what went wrong with a delivery and sends it again", async () => {
  const sent: string[] = [];
  open([{ ...webhook, failing_since: "2027-05-01T12:00:00Z" }], {
    "GET /api/webhook-endpoints/w1/deliveries": { items: [delivery], next_cursor: null },
    "GET /api/webhook-endpoints/w1/deliveries/d1": detail,
    "POST /api/webhook-endpoints/w1/deliveries/d1/replay": () => (sent.push("d1"), delivery),
  });
  expect(await screen.findByText("Failing")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Deliveries" }));
  await userEvent.click(await screen.findByRole("button", { name: /Guest replied/ }));
  expect(await screen.findByText("It's broken")).toBeVisible();
  expect(screen.getByText(/"status": "accepted"/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Send again" }));
  await waitFor(() => expect(sent).toEqual(["d1"]));
});

it("says why a webhook was turned off, and turns it on", async () => {
  const enabled: string[] = [];
  open([{ ...webhook, status: "disabled", disabled_reason: "gone" }], {
    "POST /api/webhook-endpoints/w1/enable": () => (enabled.push("w1"), webhook),
  });
  expect(await screen.findByText(/no longer takes webhooks \(410\)/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Turn on" }));
  await waitFor(() => expect(enabled).toEqual(["w1"]));
});

it("tells whoever doesn't manage the organization so", async () => {
  open([], {}, false);
  expect(await screen.findByText(/Only owners and admins/)).toBeVisible();
});
