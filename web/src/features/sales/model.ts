import { parseDate } from "@internationalized/date";
import type { CurrencySales } from "@/api";

/** The days from the first sale to the last one, with those in between on which nothing was sold. */
export function everyDay(days: CurrencySales["days"]): { day: string; gross: number }[] {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (!first || !last) return [];
  const known = new Map(days.map(({ day, gross }) => [day, gross]));
  const found: { day: string; gross: number }[] = [];
  const end = parseDate(last);
  for (let at = parseDate(first); at.compare(end) <= 0; at = at.add({ days: 1 }))
    found.push({ day: at.toString(), gross: known.get(at.toString()) ?? 0 });
  return found;
}
