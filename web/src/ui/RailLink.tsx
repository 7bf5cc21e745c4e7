import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { cx } from "./cx";

export const railRow =
  "flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1.5 text-sm transition";

interface Props {
  href: string;
  icon: ReactNode;
  isCurrent: boolean;
  children: ReactNode;
}

/** A link in the sidebar. */
export function RailLink({ href, icon, isCurrent, children }: Props) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(
        railRow,
        isCurrent
          ? "bg-surface font-medium text-text shadow-[inset_0_0_0_1px_var(--line)]"
          : "text-quiet hover:bg-hover hover:text-text",
      )}
    >
      {icon}
      {children}
    </Link>
  );
}
