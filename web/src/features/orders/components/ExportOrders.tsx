import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { saveFile } from "@/lib/save";
import { buttonStyle, Menu } from "@/ui";
import type { OrderQuery } from "../queries";

/** Saves the orders that are shown as a file; the browser streams it to disk. */
export function ExportOrders({ eventId, query }: { eventId: string; query: OrderQuery }) {
  const save = (format: "csv" | "xlsx") => {
    const known = Object.entries({ format, ...query }).filter(([, value]) => Boolean(value));
    saveFile(`/api/events/${eventId}/orders/export?${new URLSearchParams(known)}`);
  };
  return (
    <Menu
      label={t`Export`}
      trigger={
        <AriaButton className={buttonStyle("plain")}>
          <Download aria-hidden size={16} />
          {t`Export`}
        </AriaButton>
      }
      actions={[
        { id: "xlsx", label: t`Excel (XLSX)`, onAction: () => save("xlsx") },
        { id: "csv", label: t`CSV`, onAction: () => save("csv") },
      ]}
    />
  );
}
