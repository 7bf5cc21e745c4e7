import { t } from "@lingui/core/macro";
import { copyText } from "@/lib/clipboard";
import { Button, Notice, toast } from "@/ui";

/** A new secret, which can be read only now. */
export function SecretNotice({
  secret,
  isRotated,
  onClose,
}: {
  secret: string;
  isRotated: boolean;
  onClose: () => void;
}) {
  const copy = async () => {
    if (await copyText(secret)) toast.show(t`Copied`);
  };
  return (
    <div className="flex flex-col gap-3 border-b border-line p-5">
      <Notice>
        {isRotated
          ? t`Copy the new secret now. It can't be shown again. For 24 hours, deliveries are signed with the old one too.`
          : t`Copy the secret now. It can't be shown again. Your receiver checks signatures with it.`}
      </Notice>
      <code className="rounded-control bg-sunken p-3 text-sm break-all" dir="ltr">
        {secret}
      </code>
      <div className="flex gap-2">
        <Button tone="filled" onPress={() => void copy()}>{t`Copy secret`}</Button>
        <Button tone="quiet" onPress={onClose}>{t`Done`}</Button>
      </div>
    </div>
  );
}
