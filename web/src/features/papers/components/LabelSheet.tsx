import { t } from "@lingui/core/macro";
import { cx } from "@/ui";
import { labelSheets, type LabelSheetId } from "../labels";

/**
 * A drawing of the sheet: which labels are used up, and where the first one is printed. A press on a label
 * starts there; the menu beside it does the same for a keyboard.
 */
export function LabelSheet({
  sheet,
  first,
  onFirst,
}: {
  sheet: LabelSheetId;
  first: number;
  onFirst: (first: number) => void;
}) {
  const { columns, rows, aspect } = labelSheets[sheet];
  const places = Array.from({ length: columns * rows }, (_, index) => index + 1);
  return (
    <figure className="flex flex-col gap-2">
      {/* labels are counted from the left on paper, whatever the language */}
      <div
        dir="ltr"
        aria-hidden
        className="grid w-full max-w-56 gap-x-1 gap-y-px rounded-control border border-line bg-sunken px-1.5 py-2.5"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {places.map((place) => (
          <button
            key={place}
            type="button"
            tabIndex={-1}
            onClick={() => onFirst(place)}
            style={{ aspectRatio: aspect }}
            className={cx(
              "cursor-pointer rounded-[3px] border text-[0.625rem] tabular-nums transition",
              place < first && "border-dashed border-line text-quiet opacity-60",
              place === first && "border-accent bg-accent text-on-accent",
              place > first && "border-line bg-surface text-quiet hover:border-line-strong",
            )}
          >
            {place}
          </button>
        ))}
      </div>
      <figcaption className="text-xs text-quiet">
        {t`Press the first label that is left on the sheet.`}
      </figcaption>
    </figure>
  );
}
