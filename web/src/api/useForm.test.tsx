import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { z } from "zod";
import { useForm } from "./useForm";

const schema = z.object({ place: z.string(), message: z.string() });

function Settings({ saved }: { saved: z.input<typeof schema> }) {
  const form = useForm({ schema, values: saved, save: (values) => Promise.resolve(values) });
  const place = form.bind("place");
  return (
    <>
      <input
        aria-label="Where"
        value={place.value}
        onChange={(event) => place.onChange(event.target.value)}
      />
      <output>{form.now.message}</output>
      <output data-testid="dirty">{String(form.isDirty)}</output>
      <output data-testid="error">{place.error}</output>
    </>
  );
}

it("keeps what was typed when somebody else saves, and shows what they saved", async () => {
  const { rerender } = render(<Settings saved={{ place: "Hall", message: "Hello" }} />);
  await userEvent.type(screen.getByLabelText("Where"), " 2");

  rerender(<Settings saved={{ place: "Garden", message: "Welcome" }} />);

  expect(screen.getByLabelText("Where")).toHaveValue("Hall 2");
  expect(screen.getByText("Welcome")).toBeVisible();
  expect(screen.getByTestId("dirty")).toHaveTextContent("true");
  expect(screen.getByTestId("error")).toHaveTextContent("Somebody else has just changed this.");
});

it("follows what is saved while nobody types", () => {
  const { rerender } = render(<Settings saved={{ place: "Hall", message: "Hello" }} />);

  rerender(<Settings saved={{ place: "Garden", message: "Hello" }} />);

  expect(screen.getByLabelText("Where")).toHaveValue("Garden");
  expect(screen.getByTestId("dirty")).toHaveTextContent("false");
});

it("says nothing of fields that only one of both has changed", async () => {
  const { rerender } = render(<Settings saved={{ place: "Hall", message: "Hello" }} />);
  await userEvent.type(screen.getByLabelText("Where"), " 2");

  rerender(<Settings saved={{ place: "Hall", message: "Welcome" }} />);

  expect(screen.getByLabelText("Where")).toHaveValue("Hall 2");
  expect(screen.getByTestId("error")).toHaveTextContent("");
});
