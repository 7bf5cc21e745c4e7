import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ZoneBox } from "./ZoneBox";

test("the time zone of an event shows the offset of its date, and follows when the date moves", async () => {
  const zone = (at: string) => (
    <ZoneBox label="Time zone" value="Europe/Madrid" onChange={() => undefined} at={at} />
  );
  const { rerender } = render(zone("2031-07-12T16:00:00Z"));
  const box = screen.getByRole("combobox", { name: /Time zone/ });
  expect(box).toHaveValue("Madrid (GMT+2)");
  rerender(zone("2031-12-12T16:00:00Z"));
  await expect.poll(() => (box as HTMLInputElement).value).toBe("Madrid (GMT+1)");
});
