import { t } from "@lingui/core/macro";
import { useState, type ReactNode } from "react";
import { Button as AriaButton, DialogTrigger, Dialog as Box, Popover } from "react-aria-components";
import { useIsPhone } from "@/lib/useIsPhone";
import { Button, buttonStyle } from "./Button";
import { cx } from "./cx";
import { Dialog } from "./Dialog";

interface Props {
  label: string;
  icon: ReactNode;
  wide?: boolean;
  className?: string;
  children: ReactNode;
}

/** A button that opens fields next to it, or as a sheet on a phone. What is chosen there applies at once. */
export function PopoverDialog(props: Props) {
  const { label, icon, wide = false, className, children } = props;
  if (useIsPhone()) return <Sheet {...props} />;
  return (
    <DialogTrigger>
      <AriaButton className={buttonStyle("plain", "medium", className)}>
        {icon}
        {label}
      </AriaButton>
      <Popover
        placement="bottom start"
        className={cx(
          "flex flex-col rounded-card border border-line bg-surface shadow-float",
          wide ? "w-[min(36rem,calc(100vw-2rem))]" : "w-[min(20rem,calc(100vw-2rem))]",
        )}
      >
        <Box aria-label={label} className="min-h-0 overflow-y-auto p-4 outline-none">
          {children}
        </Box>
      </Popover>
    </DialogTrigger>
  );
}

function Sheet({ label, icon, className, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <AriaButton
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        className={buttonStyle("plain", "medium", className)}
      >
        {icon}
        {label}
      </AriaButton>
      <Dialog
        title={label}
        isOpen={isOpen}
        onClose={close}
        footer={<Button tone="filled" onPress={close}>{t`Done`}</Button>}
      >
        {children}
      </Dialog>
    </>
  );
}
