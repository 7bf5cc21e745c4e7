import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { cx } from "./cx";

/** A row of a list that opens something beside it. */
export function RowLink({
  href,
  isCurrent,
  children,
}: {
  href: string;
  isCurrent: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "true" : undefined}
      className={cx(
        "flex min-w-0 items-start gap-3 px-4 py-3 transition -outline-offset-2",
        isCurrent ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      {children}
    </Link>
  );
}
