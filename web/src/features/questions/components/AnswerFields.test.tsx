import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { question } from "@/test/rows";
import { conditionWords } from "../model";
import { AnswerFields } from "./AnswerFields";

it("keeps what the host wrote apart from the direction of the page", () => {
  const meal = question({
    id: "q1",
    kind: "choice",
    label: "Fish or meat?",
    help: "Ask us!",
    options: ["Fish?"],
  });
  render(
    <div dir="rtl">
      <AnswerFields questions={[meal]} answers={{ q1: "Fish?" }} onChange={() => undefined} />
    </div>,
  );
  expect(screen.getByText("Fish or meat?").tagName).toBe("BDI");
  expect(screen.getByText("Ask us!").tagName).toBe("BDI");
  expect(screen.getByText("Fish?", { selector: "bdi" })).toBeVisible();
});

it("isolates the question that another depends on", () => {
  const first = question({ id: "q1", label: "Any allergies?", kind: "text" });
  const second = question({ id: "q2", condition: { question_id: "q1" } });
  expect(conditionWords(second, [first, second])).toBe(
    "Only if “\u2068Any allergies?\u2069” is answered",
  );
});
