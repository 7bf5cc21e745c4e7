import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { Problem, useForm } from "@/api";
import { Field, Form, FormDialog, SubmitButton } from "@/ui";
import { hasUnsaved } from "@/lib/unsaved";
import { show } from "./render";

type Values = { name: string; email: string };
const schema = z.object({
  name: z.string().trim().min(1, "Enter a name."),
  email: z.string(),
});

function Editor({ save }: { save: (values: Values) => Promise<unknown> }) {
  const [isOpen, setOpen] = useState(true);
  const form = useForm({
    schema,
    values: { name: "", email: "" },
    save,
    onSaved: () => setOpen(false),
    names: { address: "email" },
  });
  if (!isOpen) return <p>Closed</p>;
  return (
    <FormDialog title="New" action="Save" form={form} onClose={() => setOpen(false)}>
      <Field label="Name" {...form.bind("name")} />
      <Field label="E-mail" {...form.bind("email")} />
    </FormDialog>
  );
}

const save = () => screen.getByRole("button", { name: "Save" });
const refused = (fields: Record<string, string>, message = "Some of this isn't right.") =>
  vi.fn(() => Promise.reject(new Problem(422, message, "about:blank", fields)));

async function typed(calls: (values: Values) => Promise<unknown>) {
  const user = userEvent.setup();
  show(<Editor save={calls} />);
  await user.type(await screen.findByLabelText("Name"), " Ana ");
  return user;
}

it("sends what its schema took, once, and closes", async () => {
  let finish = () => {};
  const sent = vi.fn(() => new Promise<void>((done) => (finish = done)));
  const user = await typed(sent);
  await user.click(save());
  await user.keyboard("{Enter}");
  expect(sent.mock.calls).toEqual([[{ name: "Ana", email: "" }]]);
  finish();
  expect(await screen.findByText("Closed")).toBeVisible();
});

it("can't be sent before it is filled in", async () => {
  show(<Editor save={refused({})} />);
  await screen.findByLabelText("Name");
  expect(save()).toBeDisabled();
});

it("puts a refusal at its field, keeps what was typed, and goes there", async () => {
  const user = await typed(refused({ address: "Nobody has this address." }));
  await user.click(save());
  const field = await screen.findByLabelText("E-mail");
  expect(field).toHaveAccessibleDescription("Nobody has this address.");
  await waitFor(() => expect(field).toHaveFocus());
  expect(screen.getByLabelText("Name")).toHaveValue(" Ana ");
  expect(screen.queryByRole("alert")).toBeNull();
  await user.type(field, "a");
  await waitFor(() => expect(field).not.toHaveAccessibleDescription());
});

it("says at its top what no field can say", async () => {
  const user = await typed(refused({ capacity: "The house is full.", name: "Taken." }));
  await user.click(save());
  expect(await screen.findByRole("alert")).toHaveTextContent("The house is full.");
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Taken.");
});

it("says what went wrong as a whole", async () => {
  const user = await typed(refused({}, "The server can't be reached."));
  await user.click(save());
  expect(await screen.findByRole("alert")).toHaveTextContent("The server can't be reached.");
});

it("forgets what was wrong once it is saved", async () => {
  const sent = vi
    .fn<(values: Values) => Promise<unknown>>()
    .mockRejectedValueOnce(new Problem(503, "The server can't be reached."))
    .mockResolvedValue(null);
  function Stays() {
    const form = useForm({ schema, values: { name: "Ana", email: "" }, save: sent });
    return (
      <Form form={form}>
        <Field label="Name" {...form.bind("name")} />
        <SubmitButton form={form}>Save</SubmitButton>
        {form.isDirty && <p>Not saved</p>}
      </Form>
    );
  }
  const user = userEvent.setup();
  show(<Stays />);
  await user.type(await screen.findByLabelText("Name"), " Smith");
  await user.click(save());
  expect(await screen.findByRole("alert")).toBeVisible();
  expect(screen.getByText("Not saved")).toBeVisible();
  await user.click(save());
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  await waitFor(() => expect(screen.queryByText("Not saved")).toBeNull());
  expect(screen.getByLabelText("Name")).toHaveValue("Ana Smith");
});

it("asks before something typed is lost by a key", async () => {
  const user = await typed(refused({}));
  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Keep editing" }));
  expect(screen.getByLabelText("Name")).toHaveValue(" Ana ");
  await user.click(screen.getByLabelText("Name"));
  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  expect(await screen.findByText("Closed")).toBeVisible();
});

it("counts as unsaved until it is saved, reset or gone", async () => {
  const user = await typed(vi.fn(() => Promise.resolve()));
  expect(hasUnsaved()).toBe(true);
  await user.clear(screen.getByLabelText("Name"));
  expect(hasUnsaved()).toBe(false);
  await user.type(screen.getByLabelText("Name"), "Ana");
  expect(hasUnsaved()).toBe(true);
  await user.click(save());
  expect(await screen.findByText("Closed")).toBeVisible();
  expect(hasUnsaved()).toBe(false);
});
