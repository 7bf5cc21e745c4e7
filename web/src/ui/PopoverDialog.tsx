import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { buttonStyle } from "./Button";
import { cx } from "./cx";

/** A button that opens fields next to it. What is chosen there applies at once. */
export function PopoverDialog({
  label,
  icon,
  wide = false,
  children,
}: {
  label: string;
  icon: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <DialogTrigger>
      <Button className={buttonStyle("plain")}>
        {icon}
        {label}
      </Button>
      <Popover
        placement="bottom start"
        className={cx(
          "flex flex-col rounded-card border border-line bg-surface shadow-float",
          wide ? "w-[min(36rem,calc(100vw-2rem))]" : "w-[min(20rem,calc(100vw-2rem))]",
        )}
      >
        <Dialog aria-label={label} className="min-h-0 overflow-y-auto p-4 outline-none">
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
