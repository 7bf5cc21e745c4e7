import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { ChoicesCard } from "./ChoicesCard";

const path = "/api/me/notifications";
const kinds = {
  requests: { mail: "at_once", push: true },
  messages: { mail: "daily", push: false },
};

it("changes how one is told of one kind of news", async () => {
  const calls = answer({ [`GET ${path}`]: { kinds }, [`PATCH ${path}`]: { kinds } });
  show(<ChoicesCard />);

  const name = "On devices: Requests to join, and replies to yours";
  await userEvent.click(await screen.findByRole("switch", { name }));
  await expect
    .poll(() => calls.find((call) => call.method === "PATCH")?.body)
    .toEqual({ kinds: { requests: { push: false } } });

  await userEvent.click(screen.getByRole("button", { name: /E-mail: Messages from guests/ }));
  await userEvent.click(await screen.findByRole("option", { name: "No e-mail" }));
  await expect
    .poll(() => calls.filter((call) => call.method === "PATCH").at(-1)?.body)
    .toEqual({ kinds: { messages: { mail: "never" } } });
});
