/** A name inside a sentence, so that its direction doesn't turn the sentence around (Unicode's first-strong isolate). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
