/** Fill pattern of a category, as the plan names it. */
export type Pattern = "dots" | "stripes" | "grid" | "cross";

/** Colour, letter and pattern of a category, so that colour is never the only cue. */
export interface CategoryLook {
  name: string;
  letter: string | null;
  hue: string;
  pattern: Pattern | null;
}

const patterns: readonly string[] = ["dots", "stripes", "grid", "cross"] satisfies Pattern[];
const isPattern = (name: string | null | undefined): name is Pattern =>
  patterns.includes(name ?? "");

const hueCount = 7;

/** Assigns looks to all categories of a plan. The most common one gets no letter. */
export function categoryLooks(
  seats: readonly { category?: string | null }[],
  categories:
    readonly { name: string; color?: string | null; pattern?: string | null }[] | undefined,
): CategoryLook[] {
  const names = [
    ...new Set([
      ...(categories ?? []).map((one) => one.name),
      ...seats.map((seat) => seat.category ?? "").filter(Boolean),
    ]),
  ];
  const used = new Set<string>();
  const sizes = new Map(names.map((name) => [name, 0]));
  for (const { category } of seats)
    if (category) sizes.set(category, (sizes.get(category) ?? 0) + 1);
  const mostCommon = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0];
  return names.map((name, index) => {
    const letter =
      [...name.toUpperCase()].find((one) => /\p{L}|\p{N}/u.test(one) && !used.has(one)) ??
      String(index + 1);
    used.add(letter);
    const category = categories?.find((one) => one.name === name);
    return {
      name,
      letter: name === mostCommon ? null : letter,
      hue: category?.color || `var(--hue-${(index % hueCount) + 1})`,
      pattern: isPattern(category?.pattern) ? category.pattern : null,
    };
  });
}
