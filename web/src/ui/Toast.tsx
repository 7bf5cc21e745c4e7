import { t } from "@lingui/core/macro";
import { Check, CircleAlert, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { Button, IconButton } from "./Button";
import { useFreeBottom } from "./bottomBars";

interface Toast {
  id: number;
  text: string;
  isError?: boolean;
  action?: { label: string; run: () => void };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const set = (next: readonly Toast[]) => {
  toasts = next;
  listeners.forEach((listener) => listener());
};

export const toast = {
  show(text: string, action?: Toast["action"]) {
    set([...toasts.slice(-2), { id: nextId++, text, ...(action ? { action } : {}) }]);
  },
  error(text: string) {
    set([...toasts.slice(-2), { id: nextId++, text, isError: true }]);
  },
  /** Closes what needs no answer, to make room for a dialog. */
  clear() {
    set(toasts.filter((one) => one.isError || one.action));
  },
  close(id: number) {
    set(toasts.filter((one) => one.id !== id));
  },
};

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => toasts,
  );
  const bottom = useFreeBottom(shown.length > 0);
  return (
    <div
      role="status"
      aria-live="polite"
      data-react-aria-top-layer="true"
      style={{ bottom }}
      className="pointer-events-none fixed inset-x-4 z-60 flex flex-col items-center gap-2"
    >
      {shown.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </div>
  );
}

export function ToastCard({ toast: one }: { toast: Toast }) {
  const { id, isError } = one;
  const stay = one.action ? 10_000 : isError ? 8_000 : 4_000;
  useEffect(() => {
    const timer = setTimeout(() => toast.close(id), stay);
    return () => clearTimeout(timer);
  }, [id, stay]);
  return (
    <div className="pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-card border border-line bg-surface py-2 ps-4 pe-2 text-sm shadow-float animate-[rise_var(--motion)_ease-out]">
      {isError ? (
        <CircleAlert aria-hidden size={18} className="text-danger" />
      ) : (
        <Check aria-hidden size={18} className="text-positive" />
      )}
      <span className="min-w-0 flex-1" dir="auto">
        {one.text}
      </span>
      {one.action && (
        <Button
          size="small"
          tone="quiet"
          onPress={() => {
            one.action?.run();
            toast.close(id);
          }}
        >
          {one.action.label}
        </Button>
      )}
      <IconButton label={t`Dismiss`} icon={<X size={16} />} onPress={() => toast.close(id)} />
    </div>
  );
}
