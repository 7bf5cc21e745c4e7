import { t } from "@lingui/core/macro";
import { useState, type ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal } from "react-aria-components";
import { isTyped } from "@/lib/typeable";
import { Button } from "./Button";
import { bottomBar } from "./bottomBars";
import { cx } from "./cx";
import { Field } from "./Field";
import { ModalBackdrop } from "./ModalBackdrop";

interface Props {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children?: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  role?: "dialog" | "alertdialog";
}

export function Dialog({ title, isOpen, onClose, children, footer, wide, role = "dialog" }: Props) {
  return (
    <ModalBackdrop
      isOpen={isOpen}
      onClose={onClose}
      className="z-50 grid grid-cols-[minmax(0,1fr)] items-end justify-items-center overflow-y-auto p-4 sm:items-center"
    >
      <Modal
        className={cx(
          "w-full rounded-card bg-surface shadow-float data-entering:animate-[rise_var(--motion)_ease-out]",
          wide ? "max-w-3xl" : "max-w-md",
        )}
      >
        <AriaDialog role={role} className="flex max-h-[90dvh] flex-col outline-none">
          <Heading slot="title" className="px-6 pt-6 font-display text-lg font-medium">
            {title}
          </Heading>
          <div className="min-w-0 overflow-y-auto px-6 py-4">{children}</div>
          {footer && (
            <footer {...bottomBar} className="flex flex-wrap justify-end gap-2 px-6 pb-6">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalBackdrop>
  );
}

interface ConfirmProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  /** The button label: a verb, not "OK". */
  action: string;
  /** The other button's label, where "Cancel" could mean the action itself. */
  cancel?: string;
  isDanger?: boolean;
  isPending?: boolean;
  /** For actions that can't be undone: the text the user has to type to confirm. */
  typed?: string;
  children?: ReactNode;
}

export function Confirm({
  title,
  isOpen,
  onClose,
  onConfirm,
  action,
  cancel,
  isDanger,
  isPending,
  typed,
  children,
}: ConfirmProps) {
  const [text, setText] = useState("");
  const isReady = !typed || isTyped(text, typed);
  return (
    <Dialog
      role="alertdialog"
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            {cancel ?? t`Cancel`}
          </Button>
          <Button
            tone={isDanger ? "danger" : "filled"}
            isDisabled={!isReady}
            isPending={isPending ?? false}
            onPress={onConfirm}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="stack text-sm text-quiet">
        {children}
        {typed && (
          <Field label={t`Type “${typed}” to continue`} value={text} onChange={setText} autoFocus />
        )}
      </div>
    </Dialog>
  );
}
