import { t } from "@lingui/core/macro";
import { Copy, Download } from "lucide-react";
import { copyText } from "@/lib/clipboard";
import { Button, buttonStyle, Dialog, toast } from "@/ui";

/** Recovery codes, shown this one time: to copy, or to keep as a file. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const text = codes.join("\n");
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`;
  return (
    <Dialog
      title={t`Keep your recovery codes`}
      isOpen
      onClose={onClose}
      footer={<Button tone="filled" onPress={onClose}>{t`Done`}</Button>}
    >
      <div className="flex flex-col gap-4">
        <p className="text-sm text-quiet">
          {t`Each of them logs in once if you don't have your phone. They won't be shown again.`}
        </p>
        <ul dir="ltr" className="grid grid-cols-2 gap-2 text-center font-medium tabular-nums">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Copy aria-hidden size={16} />}
            onPress={() => void copyText(text).then((isDone) => isDone && toast.show(t`Copied`))}
          >{t`Copy`}</Button>
          <a href={file} download="convite-recovery-codes.txt" className={buttonStyle("plain")}>
            <Download aria-hidden size={16} />
            {t`Download`}
          </a>
        </div>
      </div>
    </Dialog>
  );
}
