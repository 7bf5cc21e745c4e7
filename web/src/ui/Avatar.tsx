import { cx } from "./cx";

const hues = [
  "bg-accent-soft text-accent-text",
  "bg-sunken text-quiet",
  "bg-warning-soft text-warning",
  "bg-sunken text-quiet",
];

export function initialsOf(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .trim()
    .split(/\s+/);
  return words
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

export function Avatar({ name, size = "size-8 text-xs" }: { name: string; size?: string }) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      aria-hidden
      className={cx(
        "inline-grid shrink-0 place-items-center rounded-full font-medium",
        size,
        hues[sum % hues.length],
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
