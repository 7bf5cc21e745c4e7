import type { Fact, FactName, Facts } from "@/api";

/** A message of which only these fields matter. */
export function told<Name extends FactName>(
  action: Name,
  fields: Partial<Facts[Name]> = {},
): Fact<Name> {
  return { action, ...fields } as Fact<Name>;
}
