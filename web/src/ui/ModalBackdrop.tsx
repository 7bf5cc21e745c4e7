import { useEffect, type ReactNode } from "react";
import { ModalOverlay } from "react-aria-components";
import { cx } from "./cx";
import { toast } from "./Toast";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  className: string;
  children: ReactNode;
}

/** The dark layer behind dialogs and panels. Escape or a press outside closes them. */
export function ModalBackdrop({ isOpen, onClose, className, children }: Props) {
  useEffect(() => {
    if (isOpen) toast.clear();
  }, [isOpen]);
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable
      className={cx("fixed inset-0 bg-scrim", className)}
    >
      {children}
    </ModalOverlay>
  );
}
