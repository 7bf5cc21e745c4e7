import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { cx } from "./cx";

export type ChipTone = "neutral" | "positive" | "warning" | "danger" | "info" | "accent";

const tones: Record<ChipTone, string> = {
  neutral: "bg-sunken text-quiet border-line",
  positive: "bg-positive-soft text-positive border-transparent",
  warning: "bg-warning-soft text-warning border-transparent",
  danger: "bg-danger-soft text-danger border-transparent",
  info: "bg-info-soft text-info border-transparent",
  accent: "bg-accent-soft text-accent-text border-transparent",
};

export function Chip({
  tone = "neutral",
  icon,
  children,
  className,
}: {
  tone?: ChipTone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex max-w-full items-center gap-1 rounded-full border px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** An active filter with a button to remove it. */
export function FilterChip({
  children,
  label,
  onRemove,
}: {
  children: ReactNode;
  label: string;
  onRemove: () => void;
}) {
  return (
    <Button
      aria-label={label}
      onPress={onRemove}
      className="inline-flex h-7 max-w-full cursor-pointer max-sm:h-9 items-center gap-1.5 rounded-full border border-line bg-accent-soft px-3 text-xs font-medium text-accent-text transition hover:border-accent-text"
    >
      {children}
      <X aria-hidden size={14} className="shrink-0" />
    </Button>
  );
}
