/** Marks that keyboards don't have: emoji, their joiners and skin tones, and the signs around them. */
const untypeable =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200B-\u200F\u20E3\uFE0F]/gu;

/** A title as people can type it: without emoji, with single spaces. It is empty if nothing else is in it. */
export function typeable(text: string): string {
  return text.replace(untypeable, " ").replace(/\s+/g, " ").trim();
}

/** Whether two texts are the same for someone who types: letters matter, case, accents and quotes don't. */
export function isTyped(text: string, wanted: string): boolean {
  const fold = (one: string) =>
    typeable(one)
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[‘’ʼ`´]/g, "'")
      .replace(/[“”«»„]/g, '"')
      .replace(/[‐-―]/g, "-")
      .toLocaleLowerCase();
  return fold(text) === fold(wanted);
}
