import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { csvRow, saveText } from "@/lib/clipboard";
import { documentOf, tableOf } from "../offline/files";
import type { Queued } from "../offline/store";
import { GateButton } from "./GateButton";

/** Exports scans to a file, so that they don't depend on a network connection or a valid key. */
export function ScanFiles({ scans, onSaved }: { scans: readonly Queued[]; onSaved?: () => void }) {
  const name = `scans-${new Date().toISOString().slice(0, 16).replaceAll(":", "-")}`;
  const csv = () => {
    saveText(`${name}.csv`, tableOf(scans).map(csvRow).join("\r\n"));
    onSaved?.();
  };
  const json = () => {
    saveText(`${name}.json`, documentOf(scans), "application/json");
    onSaved?.();
  };
  return (
    <div className="flex flex-wrap gap-2">
      <GateButton icon={<Download size={18} />} onPress={csv}>{t`Save as CSV`}</GateButton>
      <GateButton icon={<Download size={18} />} onPress={json}>{t`Save as JSON`}</GateButton>
    </div>
  );
}
