import { Radio } from "react-aria-components";
import { cx } from "./cx";

/** What tells somebody apart: a word and its value, a dash if there is none. */
export type PersonLine = [string, string | null | undefined];

/** One of several people to choose from, in a radio group, with what tells them apart. */
export function PersonChoice({
  value,
  name,
  lines,
}: {
  value: string;
  name: string;
  lines: PersonLine[];
}) {
  return (
    <Radio
      value={value}
      className={({ isSelected, isFocusVisible }) =>
        cx(
          "flex min-w-0 cursor-pointer flex-col gap-2 rounded-control border p-3 text-sm transition",
          isSelected ? "border-accent bg-accent-soft" : "border-line hover:border-line-strong",
          isFocusVisible && "outline-2 outline-offset-2 outline-accent",
        )
      }
    >
      {({ isSelected }) => (
        <>
          <span className="flex items-center gap-2 font-medium">
            <span
              aria-hidden
              className={cx(
                "grid size-4 shrink-0 place-items-center rounded-full border",
                isSelected ? "border-accent" : "border-line-strong",
              )}
            >
              {isSelected && <span className="size-2 rounded-full bg-accent" />}
            </span>
            <bdi className="min-w-0 break-words">{name}</bdi>
          </span>
          <span className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs sm:grid-cols-1 sm:gap-y-0">
            {lines.map(([word, text]) => [
              <span key={word} className="text-quiet">
                {word}
              </span>,
              <bdi key={`${word}-value`} className="break-words sm:mb-1.5">
                {text || "—"}
              </bdi>,
            ])}
          </span>
        </>
      )}
    </Radio>
  );
}
