import { expect, it } from "vitest";
import { Problem } from "./problem";

it("maps pointers to fields, whichever way they are written", () => {
  const problem = Problem.from(422, {
    title: "Invalid",
    errors: [
      { pointer: "/body/email", detail: "Not an address" },
      { pointer: "#/name", detail: "Missing" },
      { loc: ["body", "phone"], msg: "Too short" },
    ],
  });
  expect(problem.fields).toEqual({ email: "Not an address", name: "Missing", phone: "Too short" });
});

it("speaks plainly when the server doesn't", () => {
  expect(Problem.from(409, null).message).toContain("Look again");
});
