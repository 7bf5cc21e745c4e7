import { Check, ChevronDown, type LucideIcon } from "lucide-react";
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { cx } from "@/ui";

interface Props {
  label: string;
  icon: LucideIcon;
  options: { id: string; label: string }[];
  chosen: string;
  onChoose: (id: string) => void;
  /** Makes a choice that changes the verdicts stand out. */
  isFilled?: boolean;
}

/** Chooses in the header what applies to every scan from now on. */
export function HeadPicker({ label, icon: Icon, options, chosen, onChoose, isFilled }: Props) {
  return (
    <Select
      aria-label={label}
      selectedKey={chosen}
      onSelectionChange={(key) => onChoose(String(key))}
      className="min-w-0 max-w-full"
    >
      <Button
        className={cx(
          "inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-control border px-3 text-base data-focus-visible:outline-gate-text",
          isFilled ? "border-gate-text bg-gate-text text-gate-page" : "border-gate-line",
        )}
      >
        <Icon aria-hidden size={18} className={cx("shrink-0", !isFilled && "text-gate-quiet")} />
        <SelectValue className="truncate">
          {({ selectedText, defaultChildren }) => <bdi>{selectedText ?? defaultChildren}</bdi>}
        </SelectValue>
        <ChevronDown
          aria-hidden
          size={16}
          className={cx("shrink-0", !isFilled && "text-gate-quiet")}
        />
      </Button>
      <Popover className="min-w-(--trigger-width) rounded-card border border-gate-line bg-gate-surface text-gate-text shadow-float">
        <ListBox items={options} className="max-h-72 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              className="group flex min-h-11 cursor-pointer items-center gap-2 rounded-control px-3 text-base outline-none data-focused:bg-gate-page"
            >
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {option.label}
              </span>
              <Check aria-hidden size={16} className="invisible group-data-selected:visible" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
