import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { order, ticketType } from "@/test/sales";
import { NewOrderPage } from "./NewOrderPage";

it("the team's order is of its own channel, and hidden types aren't offered", async () => {
  const calls = answer({
    "GET /api/events/e1": event(),
    "GET /api/events/e1/ticket-types": {
      items: [ticketType(), ticketType({ id: "t2", name: "Secret", is_hidden: true })],
      next_cursor: null,
      total: null,
    },
    "POST /api/events/e1/orders": order(),
  });
  show(<NewOrderPage />);

  await userEvent.click(await screen.findByRole("button", { name: /Increase/ }));
  expect(screen.queryByText("Secret")).not.toBeInTheDocument();
  await userEvent.type(screen.getByLabelText("Name"), "Eva Stein");
  await userEvent.type(screen.getByLabelText("E-mail (optional)"), "eva@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Create order" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "POST")?.body)
    .toEqual({
      channel: "box_office",
      lines: [{ ticket_type_id: "t1", quantity: 1 }],
      buyer: { name: "Eva Stein", email: "eva@example.com" },
    });
});
