import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { buttonStyle, Menu } from "@/ui";

/** Plain download links, so that the browser streams large files to disk. */
export function ExportMenu({ eventId }: { eventId: string }) {
  const save = (format: "xlsx" | "csv") => {
    const link = document.createElement("a");
    link.href = `/api/events/${eventId}/guests/export?format=${format}`;
    link.download = "";
    link.click();
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
