/** A text without accents and capitals, as searches compare it. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Whether a text contains a search term, whatever their accents and capitals. */
export function matches(text: string, term: string): boolean {
  return folded(text).includes(folded(term));
}
