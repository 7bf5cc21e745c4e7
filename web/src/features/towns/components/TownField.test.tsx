import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import type { Town } from "@/api";
import { answer, show } from "@/test/render";
import { TownField } from "./TownField";

const madrid: Town = {
  name: "Madrid",
  region: null,
  country: "ES",
  latitude: 40.4165,
  longitude: -3.70256,
};

function Typed({ onPick }: { onPick: (town: Town) => void }) {
  const [text, setText] = useState("");
  return <TownField label="Town" value={text} onChange={setText} onPick={onPick} />;
}

it("a town is picked by keyboard", async () => {
  answer({ "GET /api/towns": { items: [madrid] } });
  const onPick = vi.fn();
  show(<Typed onPick={onPick} />);

  await userEvent.type(await screen.findByRole("combobox", { name: "Town" }), "madr");
  expect(await screen.findByRole("option", { name: /Madrid/ })).toHaveTextContent("Spain");
  await userEvent.keyboard("{ArrowDown}{Enter}");

  expect(onPick).toHaveBeenCalledExactlyOnceWith(madrid);
  expect(screen.getByRole("combobox", { name: "Town" })).toHaveValue("Madrid");
});

it("any other place may be typed", async () => {
  answer({ "GET /api/towns": { items: [] } });
  const onPick = vi.fn();
  show(<Typed onPick={onPick} />);

  await userEvent.type(await screen.findByRole("combobox", { name: "Town" }), "Little Whinging");
  await userEvent.tab();

  expect(screen.getByRole("combobox", { name: "Town" })).toHaveValue("Little Whinging");
  expect(onPick).not.toHaveBeenCalled();
});
