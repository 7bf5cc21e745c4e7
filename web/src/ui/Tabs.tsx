import { useEffect, useRef, type ReactNode } from "react";
import { Link, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { cx } from "./cx";

export interface TabLink {
  id: string;
  label: string;
  href: string;
  badge?: ReactNode;
}

/** Tabs that link to pages. They scroll sideways when they don't fit. */
export function LinkTabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: TabLink[];
  current: string;
}) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (link && nav.current)
      nav.current.scrollLeft =
        link.offsetLeft - nav.current.offsetLeft - nav.current.clientWidth / 3;
  }, [current]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="relative -mb-px flex gap-5 overflow-x-auto [scrollbar-width:none]"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          href={tab.href}
          aria-current={tab.id === current ? "page" : undefined}
          className={cx(
            "shrink-0 border-b-2 py-2 text-sm transition sm:py-2.5",
            tab.id === current
              ? "border-accent-text font-medium text-text"
              : "border-transparent text-quiet hover:text-text",
          )}
        >
          {tab.label}
          {tab.badge}
        </Link>
      ))}
    </nav>
  );
}

interface SegmentsProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
  options: { id: string; label: ReactNode }[];
}

/** A segmented control that switches between views of the same thing. */
export function Segments({ label, value, onChange, options }: SegmentsProps) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectedKeys={[value]}
      disallowEmptySelection
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(String(key));
      }}
      className="inline-flex rounded-control border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <ToggleButton
          key={option.id}
          id={option.id}
          className="flex h-7 cursor-pointer items-center gap-1.5 rounded-[4px] px-3 text-xs text-quiet transition data-selected:bg-surface data-selected:font-medium data-selected:text-text data-selected:shadow-[0_0_0_1px_var(--line)]"
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
