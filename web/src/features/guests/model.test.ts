import { describe, expect, it } from "vitest";
import { csvRow } from "@/lib/clipboard";
import { mappingProblem } from "./model";

describe("the meaning of a file's columns", () => {
  it("needs a name", () => {
    expect(mappingProblem({ Ticket: "party" })).toBe("Choose the column with the names.");
    expect(mappingProblem({ Name: "name", Ticket: "party" })).toBeNull();
  });

  it("takes no meaning twice, except contacts", () => {
    expect(mappingProblem({ Name: "name", A: "notes", B: "notes" })).toContain("Notes");
    expect(mappingProblem({ Name: "name", A: "email", B: "email" })).toBeNull();
  });
});

describe("the list of rows that weren't taken", () => {
  it("quotes what must be quoted and runs nothing in a spreadsheet", () => {
    expect(csvRow([1, 'He said "no"', "=1+1", null])).toBe(`1,"He said ""no""",'=1+1,`);
  });
});
