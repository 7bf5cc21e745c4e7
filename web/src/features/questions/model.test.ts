import { expect, it } from "vitest";
import { question } from "@/test/rows";
import { questionFrom, valuesOf } from "./form";
import { questionsFor, shownQuestions } from "./model";

const bus = question({ id: "bus", kind: "agree" });
const stop = question({ id: "stop", condition: { question_id: "bus", answers: ["yes"] } });
const bag = question({ id: "bag", condition: { question_id: "stop", answers: [] } });
const shown = (answers: Record<string, unknown>) =>
  shownQuestions([bus, stop, bag], answers).map((one) => one.id);

it("asks only those whose condition is met, and nothing behind a hidden one", () => {
  expect(shown({})).toEqual(["bus"]);
  expect(shown({ stop: "Station" })).toEqual(["bus"]);
  expect(shown({ bus: true, stop: " " })).toEqual(["bus", "stop"]);
  expect(shown({ bus: true, stop: "Station" })).toEqual(["bus", "stop", "bag"]);
});

it("ends when conditions go in a circle", () => {
  const one = question({ id: "one", condition: { question_id: "two", answers: [] } });
  const two = question({ id: "two", condition: { question_id: "one", answers: [] } });
  expect(shownQuestions([one, two], { one: "a", two: "b" })).toHaveLength(2);
});

it("asks plus-ones the same as guests, unless they have questions of their own", () => {
  const own = question({ id: "own", scope: "plus_one" });
  expect(questionsFor([bus], true)).toEqual([bus]);
  expect(questionsFor([bus, own], true)).toEqual([own]);
  expect(questionsFor([bus, own], false)).toEqual([bus]);
});

it("sends what was typed, without what doesn't belong to the kind", () => {
  const values = valuesOf(question({ kind: "number", limits: { min: 1 } }), ["es"]);
  const sent = questionFrom({
    ...values,
    options: "Fish\nFish\nVegan",
    high: "9",
    translations: { es: { label: "Menú", help: " ", options: { Gone: "Ido" } } },
  });
  expect(sent).toMatchObject({
    options: [],
    limits: { min: 1, max: 9 },
    condition: {},
    translations: { es: { label: "Menú" } },
  });
});
