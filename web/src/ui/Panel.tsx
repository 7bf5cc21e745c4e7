import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal } from "react-aria-components";
import { IconButton } from "./Button";
import { bottomBar } from "./bottomBars";
import { ModalBackdrop } from "./ModalBackdrop";

interface Props {
  title: ReactNode;
  subtitle?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/** A side panel that shows details next to the list instead of on another page. */
export function Panel({ title, subtitle, isOpen, onClose, footer, children }: Props) {
  return (
    <ModalBackdrop isOpen={isOpen} onClose={onClose} className="z-40 flex justify-end">
      <Modal className="h-full w-full max-w-panel bg-surface shadow-float data-entering:animate-[slide-in_var(--motion)_ease-out] rtl:data-entering:animate-[slide-in-rtl_var(--motion)_ease-out]">
        <Dialog className="flex h-full flex-col outline-none">
          <header className="flex items-start gap-3 border-b border-line px-6 py-4">
            <div className="min-w-0 flex-1">
              <Heading slot="title" className="font-display text-lg font-medium" dir="auto">
                {title}
              </Heading>
              {subtitle && <div className="mt-0.5 text-sm text-quiet">{subtitle}</div>}
            </div>
            <IconButton label={t`Close`} icon={<X size={18} />} onPress={onClose} />
          </header>
          <div className="flex-1 overflow-y-auto px-6 py-5">{children}</div>
          {footer && (
            <footer
              {...bottomBar}
              className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3"
            >
              {footer}
            </footer>
          )}
        </Dialog>
      </Modal>
    </ModalBackdrop>
  );
}
