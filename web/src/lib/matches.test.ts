import { expect, it } from "vitest";
import cases from "../../../tests/data/search.json";
import { folded, matches } from "./matches";

it.each(cases.folds as [string, string][])("folds %s as the server does", (text, expected) => {
  expect(folded(text)).toBe(expected);
});

it.each(cases.finds as [string, string, boolean][])(
  "%s is looked for as %s: %s",
  (name, term, isFound) => {
    expect(matches(name, term)).toBe(isFound);
  },
);
