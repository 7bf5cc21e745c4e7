/** Colour and letter of a category, so that colour is never the only cue. */
export interface CategoryLook {
  name: string;
  letter: string | null;
  hue: string;
}

const hueCount = 7;

/** Assigns looks to all categories of a plan. The most common one gets no letter. */
export function categoryLooks(
  seats: readonly { category?: string | null }[],
  categories: readonly { name: string; color?: string | null }[] | undefined,
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
    return {
      name,
      letter: name === mostCommon ? null : letter,
      hue:
        categories?.find((one) => one.name === name)?.color ||
        `var(--hue-${(index % hueCount) + 1})`,
    };
  });
}
