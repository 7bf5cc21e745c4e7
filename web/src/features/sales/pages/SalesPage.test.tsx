import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { ticketType } from "@/test/sales";
import { SalesPage } from "./SalesPage";

const page = (items: object[]) => ({ items, next_cursor: null, total: null });
const figures = { tickets: 3, gross: 12998, refunded: 1000, fees: 101, net: 11897 };

function open(items: object[]) {
  answer({
    "GET /api/events/e1": event({ can: { see_money: true } }),
    "GET /api/events/e1/ticket-types": page([ticketType({ name: "Standard" })]),
    "GET /api/events/e1/payment-methods": { items: [], is_test: false },
    "GET /api/organizations": page([]),
    "GET /api/events/e1/sales": { items },
  });
  show(<SalesPage />, "/events/e1/sales", "/events/$eventId/sales");
}

it("nothing refunded isn't less than nothing", async () => {
  open([book({ types: [{ ticket_type_id: "t1", ...figures, refunded: 0, fees: 0 }] })]);

  const types = within(await screen.findByRole("table", { name: "By ticket type" }));
  expect(types.getByRole("row", { name: /Standard/ })).toHaveTextContent("€0.00€0.00");
  expect(types.queryByText("-€0.00")).not.toBeInTheDocument();
});

const book = (change: object = {}) => ({
  currency: "EUR",
  is_test: false,
  total: figures,
  days: [
    { day: "2027-01-30", ...figures },
    { day: "2027-02-01", ...figures },
  ],
  types: [{ ticket_type_id: "t1", ...figures }],
  channels: [{ channel: "box_office", ...figures }],
  ...change,
});

it("shows sales by type, channel and day, with a table behind the chart", async () => {
  open([book()]);

  const types = within(await screen.findByRole("table", { name: "By ticket type" }));
  expect(types.getByRole("row", { name: /Standard/ })).toHaveTextContent(
    "3€129.98-€10.00-€1.01€118.97",
  );
  expect(screen.getByRole("table", { name: "By channel" })).toHaveTextContent("Sold by the team");
  const chart = within(screen.getByRole("table", { name: "Gross sales per day" }));
  expect(chart.getByRole("row", { name: "Jan 31, 2027 €0.00" })).toBeInTheDocument();
});

it("currencies have a card each", async () => {
  open([book(), book({ currency: "JPY" })]);

  expect(await screen.findByRole("heading", { name: "EUR" })).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "JPY" })).toBeInTheDocument();
});

it("says that nothing was sold yet", async () => {
  open([]);

  expect(await screen.findByText("No sales yet")).toBeInTheDocument();
});
