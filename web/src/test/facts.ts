import type { Fact, FactName, Facts } from "@/api";

/** A fact with only the fields that matter to the test. */
export function makeFact<Name extends FactName>(
  action: Name,
  fields: Partial<Facts[Name]> = {},
): Fact<Name> {
  return { action, ...fields } as Fact<Name>;
}
