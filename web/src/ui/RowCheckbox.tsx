import { CheckMark } from "./CheckMark";

/** The checkbox of a table's row: it looks like `Checkbox`, and costs little to draw a thousand times. */
export function RowCheckbox({
  label,
  isSelected,
  onChange,
}: {
  label: string;
  isSelected: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <label className="relative flex size-6 cursor-pointer items-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isSelected}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4.5 shrink-0 cursor-pointer appearance-none rounded-[4px] border border-line-strong bg-surface hover:border-quiet checked:border-accent checked:bg-accent focus-visible:outline-offset-2"
      />
      {isSelected && (
        <CheckMark className="pointer-events-none absolute start-0.75 size-3 text-on-accent" />
      )}
    </label>
  );
}
