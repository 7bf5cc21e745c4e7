import { t } from "@lingui/core/macro";
import { messageOf, type Me } from "@/api";
import { Button, Chip, toast } from "@/ui";
import { useAskForProof } from "../queries";

/** Whether the account's address is confirmed, with another link if it isn't. */
export function AddressState({ me }: { me: Me }) {
  const ask = useAskForProof();
  if (me.email_verified_at)
    return (
      <p>
        <Chip tone="positive">{t`E-mail confirmed`}</Chip>
      </p>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Chip tone="warning">{t`E-mail not confirmed yet`}</Chip>
      {ask.isSuccess ? (
        <p role="status" className="text-sm text-quiet">
          {t`Open the link that we sent to your address. It works for 24 hours.`}
        </p>
      ) : (
        <Button
          size="small"
          isPending={ask.isPending}
          onPress={() =>
            ask.mutate(undefined, { onError: (error) => toast.error(messageOf(error)) })
          }
        >{t`Send the link again`}</Button>
      )}
    </div>
  );
}
