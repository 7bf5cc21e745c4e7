import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { ticketType } from "@/test/sales";
import { TicketsPage } from "./TicketsPage";

const base = "/api/events/e1";
const answers = (types = [ticketType()], more = {}) =>
  answer({
    [`GET ${base}`]: event({ visibility: "public" }),
    [`GET ${base}/ticket-types`]: { items: types, next_cursor: null, total: null },
    [`GET ${base}/payment-methods`]: { items: [{ provider: "test", mode: "test" }], is_test: true },
    "GET /api/organizations": { items: [], next_cursor: null, total: null },
    ...more,
  });

it("says what a type costs, how many are gone, and that no money moves yet", async () => {
  answers([ticketType({ price_steps: [{ price: 1800, first: 10 }], price_now: 1800 })]);
  show(<TicketsPage />);

  expect(await screen.findByText("€18.00")).toBeInTheDocument();
  expect(screen.getByText("€18.00 for the first 10 tickets")).toBeInTheDocument();
  expect(screen.getByText("then €25.00")).toBeInTheDocument();
  expect(screen.getByText("38 of 100 sold, 2 held")).toBeInTheDocument();
  expect(await screen.findByText("No money moves yet.")).toBeInTheDocument();
});

it("a name, a price and a number are enough for new tickets", async () => {
  const calls = answers([], { [`POST ${base}/ticket-types`]: ticketType() });
  show(<TicketsPage />);

  await userEvent.click(await screen.findByRole("button", { name: "Add tickets" }));
  const panel = within(screen.getByRole("dialog"));
  await userEvent.type(panel.getByLabelText("Name"), "Early");
  await userEvent.type(panel.getByLabelText("Price (EUR)"), "19,90");
  await userEvent.type(panel.getByLabelText("Quantity"), "50");
  await userEvent.click(panel.getByRole("button", { name: "Add tickets" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "POST")?.body)
    .toMatchObject({
      name: "Early",
      price: 1990,
      quota: 50,
      tax_percent: null,
      position: 0,
    });
});

it("an amount that isn't one is said at its field, before anything is sent", async () => {
  const calls = answers([]);
  show(<TicketsPage />);

  await userEvent.click(await screen.findByRole("button", { name: "Add tickets" }));
  const panel = within(screen.getByRole("dialog"));
  await userEvent.type(panel.getByLabelText("Name"), "Early");
  await userEvent.type(panel.getByLabelText("Price (EUR)"), "a lot");

  await userEvent.click(panel.getByRole("button", { name: "Add tickets" }));

  expect(await panel.findByText("Enter the amount, such as 12.50.")).toBeInTheDocument();
  expect(calls.some(({ method }) => method === "POST")).toBe(false);
});

it("why ordered tickets can't be removed is said in the question itself", async () => {
  const detail = "Somebody has ordered these tickets. Take them off sale instead.";
  const type = "/problems/ticket-type-ordered";
  answers([ticketType()], {
    [`DELETE ${base}/ticket-types/t1`]: () => Response.json({ type, detail }, { status: 409 }),
  });
  show(<TicketsPage />);

  await userEvent.click(await screen.findByRole("button", { name: "More about Standard" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));

  expect(await screen.findByText(detail)).toBeInTheDocument();
});

it("gives the code of a button for another website, once the event is published", async () => {
  answers([ticketType()], {
    [`GET ${base}`]: event({ visibility: "public", status: "published", slug: "gala" }),
  });
  show(<TicketsPage />);

  expect(await screen.findByText(/convite-tickets.*\/e\/gala\/tickets/)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "List your sites" })).toHaveAttribute(
    "href",
    "/events/e1/settings",
  );
});
