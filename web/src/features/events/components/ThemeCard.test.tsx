import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { ThemeCard } from "./ThemeCard";

it("saves color, pattern and typeface beside the other settings", async () => {
  const event = eventRow({ settings: { contact: "Ana" } });
  const calls = answer({ [`PATCH /api/events/${event.id}`]: event });
  show(<ThemeCard event={event} />);

  await userEvent.click(await screen.findByRole("radio", { name: "Teal" }));
  await userEvent.click(screen.getByRole("radio", { name: "Waves" }));
  await userEvent.click(screen.getByRole("radio", { name: "Modern" }));
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect
    .poll(() => calls.find((call) => call.method === "PATCH")?.body)
    .toMatchObject({
      settings: { contact: "Ana", accent_hue: 200, pattern: "waves", title_font: "sans" },
    });
});

it("keeps a color that isn't among those offered", async () => {
  answer({});
  show(<ThemeCard event={eventRow({ settings: { accent_hue: 77 } })} />);

  expect(await screen.findByRole("radio", { name: "Another color" })).toBeChecked();
});
