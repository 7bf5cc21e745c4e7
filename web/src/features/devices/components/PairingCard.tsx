import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { useState } from "react";
import type { DeviceMade } from "@/api";
import { copyText } from "@/lib/clipboard";
import { Button, Dialog, Field, toast } from "@/ui";

/** The QR code and link for pairing a phone. They are shown only once. */
export function PairingCard({ made, onClose }: { made: DeviceMade; onClose: () => void }) {
  const [isShown, setShown] = useState(false);
  const copy = () =>
    void copyText(made.url).then((isCopied) =>
      isCopied ? toast.show(t`Link copied`) : setShown(true),
    );
  return (
    <Dialog
      title={t`Pair “${made.name}”`}
      isOpen
      onClose={onClose}
      footer={<Button tone="filled" onPress={onClose}>{t`Done`}</Button>}
    >
      <div className="flex flex-col items-center gap-4 text-center">
        <p className="text-sm text-quiet">{t`Scan this with the phone you want to use, or open the link on it. It's shown only once: anyone who has it can check people in until you revoke the device.`}</p>
        <img
          src={made.qr}
          alt={t`QR code of the pairing link`}
          className="w-64 max-w-full rounded-control"
        />
        <Button icon={<Copy size={16} />} onPress={copy}>{t`Copy link`}</Button>
        {isShown && (
          <Field
            label={t`Pairing link`}
            value={made.url}
            isReadOnly
            dir="ltr"
            className="w-full text-start"
          />
        )}
      </div>
    </Dialog>
  );
}
