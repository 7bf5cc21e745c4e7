import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  type SelectProps,
} from "react-aria-components";
import { cx } from "./cx";
import { controlStyle, labelStyle } from "./Field";
import { FieldNotes } from "./FieldNotes";

export interface Option {
  id: string;
  label: string;
  hint?: string;
  /** Further words that a combo box finds it by. */
  keywords?: string;
}

export const listStyle = "max-h-72 overflow-auto p-1 outline-none";
export const popoverStyle =
  "min-w-(--trigger-width) rounded-card border border-line bg-surface shadow-float data-entering:animate-[rise_var(--motion)_ease-out]";
export const itemStyle =
  "group flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-3 py-1.5 text-sm outline-none data-focused:bg-hover data-disabled:opacity-50";

interface Props extends Omit<SelectProps, "children" | "className" | "value" | "onChange"> {
  label: string;
  options: Option[];
  value: string | null;
  onChange: (value: string) => void;
  hideLabel?: boolean;
  /** Whether people wrote the label, so that its direction may not be that of the page. */
  isWritten?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
}

export function Select({
  label,
  options,
  value,
  onChange,
  hideLabel,
  isWritten,
  hint,
  error,
  className,
  ...rest
}: Props) {
  return (
    <AriaSelect
      {...rest}
      selectedKey={value}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={Boolean(error)}
      aria-label={hideLabel ? label : undefined}
      className={cx("flex min-w-0 flex-col gap-1", className)}
    >
      {!hideLabel && <Label className={labelStyle}>{isWritten ? <bdi>{label}</bdi> : label}</Label>}
      <Button
        className={cx(
          controlStyle,
          "flex h-9 items-center justify-between gap-2 text-start cursor-pointer",
        )}
      >
        <SelectValue className="truncate data-placeholder:text-quiet">
          {({ selectedText, defaultChildren }) =>
            selectedText ? <bdi>{selectedText}</bdi> : defaultChildren
          }
        </SelectValue>
        <ChevronDown aria-hidden size={16} className="text-quiet" />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover className={popoverStyle}>
        <ListBox items={options} className={listStyle}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function OptionItem({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.label} className={itemStyle}>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate" dir="auto">
          {option.label}
        </span>
        {option.hint && (
          <span className="truncate text-xs text-quiet" dir="auto">
            {option.hint}
          </span>
        )}
      </span>
      <Check
        aria-hidden
        size={16}
        className="invisible text-accent-text group-data-selected:visible"
      />
    </ListBoxItem>
  );
}
