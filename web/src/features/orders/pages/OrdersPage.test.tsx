import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { saveFile } from "@/lib/save";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { order } from "@/test/sales";
import { OrdersPage } from "./OrdersPage";

vi.mock("@/lib/save", () => ({ saveFile: vi.fn() }));

const page = (items: object[]) => ({ items, next_cursor: null, total: null });

it("exports the orders that are shown, with their filters", async () => {
  answer({
    "GET /api/events/e1": event({ can: { see_money: true } }),
    "GET /api/events/e1/orders": page([{ ...order(), items: 2 }]),
    "GET /api/events/e1/payment-methods": { items: [], is_test: false },
    "GET /api/organizations": page([]),
  });
  show(<OrdersPage />, "/events/e1/orders?q=%224242%22&status=paid", "/events/$eventId/orders");

  await userEvent.click(await screen.findByRole("button", { name: "Export" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "CSV" }));

  expect(saveFile).toHaveBeenCalledWith(
    "/api/events/e1/orders/export?format=csv&q=4242&status=paid",
  );
});
