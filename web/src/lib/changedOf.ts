/** Returns only the values that differ from `before`. */
export function changedOf<Values extends object>(before: Values, now: Values): Partial<Values> {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => before[name as keyof Values] !== value),
  ) as Partial<Values>;
}
