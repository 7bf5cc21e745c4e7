import { expect, it } from "vitest";
import { peopleFrom } from "./model";

it("makes people of names, one a line", () => {
  expect(peopleFrom("Ana Smith\n\nMaria del Carmen Ortega\nCher")).toEqual([
    { first_name: "Ana", last_name: "Smith" },
    { first_name: "Maria del Carmen", last_name: "Ortega" },
    { first_name: "Cher" },
  ]);
});
