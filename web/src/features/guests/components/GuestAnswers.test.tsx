import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show, type Call } from "@/test/render";
import { attendee, question } from "@/test/rows";
import { GuestAnswers } from "./GuestAnswers";

const pass = question({ id: "q1", kind: "file", label: "Allergy pass" });
const questions = { items: [pass, question({ id: "q2", scope: "party", label: "Shuttle" })] };

function open(answers: Record<string, unknown>) {
  const calls = answer({
    "GET /api/events/e1/questions": questions,
    "POST /api/attendees/a1/files": { id: "f1", name: "pass.pdf" },
    "PATCH /api/attendees/a1": attendee(),
  });
  show(<GuestAnswers eventId="e1" guest={attendee({ answers })} />);
  return calls;
}

const save = () => userEvent.click(screen.getByRole("button", { name: "Save answers" }));
const saved = (calls: Call[]) => calls.find((call) => call.method === "PATCH")?.body;

it("attaches a file for a guest", async () => {
  const calls = open({});
  const field = await screen.findByRole("group", { name: "Allergy pass" });
  const chooser = field.querySelector("input") as HTMLInputElement;

  await userEvent.upload(chooser, new File(["%PDF-"], "pass.pdf", { type: "application/pdf" }));

  const link = await within(field).findByRole("link", { name: "Download file" });
  expect(link).toHaveAttribute("href", "/api/attachments/f1");
  await save();
  await expect
    .poll(() => saved(calls))
    .toEqual({
      answers: { q1: "f1" },
    });
});

it("takes a file away", async () => {
  const calls = open({ q1: "f0" });
  const field = await screen.findByRole("group", { name: "Allergy pass" });

  await userEvent.click(within(field).getByRole("button", { name: "Remove file" }));

  expect(within(field).queryByRole("link")).toBeNull();
  await save();
  await expect.poll(() => saved(calls)).toEqual({ answers: { q1: null } });
});

it("asks a guest only what each guest is asked", async () => {
  open({});

  await screen.findByRole("group", { name: "Allergy pass" });

  expect(screen.queryByLabelText("Shuttle")).toBeNull();
});
