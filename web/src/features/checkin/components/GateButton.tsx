import type { ReactNode } from "react";
import { Button, type ButtonProps } from "react-aria-components";
import { cx, Spinner } from "@/ui";

/** A button large enough to be hit by thumb in a hurry. */
export function GateButton({
  children,
  icon,
  isFilled,
  className,
  ...rest
}: { children: ReactNode; icon?: ReactNode; isFilled?: boolean; className?: string } & Omit<
  ButtonProps,
  "children" | "className"
>) {
  return (
    <Button
      {...rest}
      className={cx(
        "inline-flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded-control px-3 text-base sm:px-5 font-medium transition data-disabled:opacity-50 data-focus-visible:outline-gate-text",
        isFilled
          ? "bg-gate-text text-gate-page"
          : "border border-gate-line bg-gate-page/70 text-gate-text hover:border-gate-quiet",
        className,
      )}
    >
      {rest.isPending ? <Spinner /> : icon}
      {children}
    </Button>
  );
}
