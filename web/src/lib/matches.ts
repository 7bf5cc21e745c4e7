/** As the server's `core/search.py`; both are tested with `tests/data/search.json`. */
const LETTERS: Record<string, string> = {
  ...{ æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n", ŧ: "t" },
  ...{ ß: "ss", ς: "σ" },
  ...{ ٱ: "ا", ة: "ه", ى: "ي", ی: "ي", ک: "ك", ە: "ه", ہ: "ه" },
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const UNSEEN = /[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;
const APOSTROPHES = /['`\u00b4\u02b9-\u02bf\u2018-\u201b\u2032\uff07]+/g;
const HYPHENS = /[-\u2010-\u2015\u2212\u05be\ufe63\uff0d]+/g;
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** A text without accents, capitals, apostrophes and hyphens, as searches compare it. */
export function folded(text: string): string {
  return text
    .replace(APOSTROPHES, "")
    .replace(HYPHENS, " ")
    .toLowerCase()
    .replace(UNSEEN, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .trim()
    .replace(/\s+/g, " ");
}

/** What a search looks through: the words, and once more without spaces, so that `alrashid` finds `al Rashid`. */
export function searchKey(text: string): string {
  const words = folded(text);
  return ` ${words} ${words.replaceAll(" ", "")}`;
}

/** Whether a key contains every word of a search term, in any order. One or two letters must begin a word. */
export function keyMatches(key: string, term: string): boolean {
  const words = folded(term.replaceAll(",", " ")).split(" ");
  return words.every((word) => key.includes(word.length > 2 ? word : ` ${word}`));
}

/** Whether a text contains every word of a search term. */
export function matches(text: string, term: string): boolean {
  return keyMatches(searchKey(text), term);
}
