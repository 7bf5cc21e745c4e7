import { t } from "@lingui/core/macro";
import { Ban } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api";
import { Button, Confirm, toast } from "@/ui";
import { useBlock } from "../queries";

/** Blocks somebody, after saying what that does. */
export function BlockButton({ userId, name }: { userId: string; name: string }) {
  const [isAsked, setAsked] = useState(false);
  const block = useBlock();
  const confirm = () =>
    block.mutate(userId, {
      onSuccess: () => toast.show(t`Blocked`),
      onError: (error) => toast.error(messageOf(error)),
      onSettled: () => setAsked(false),
    });
  return (
    <>
      <Button
        icon={<Ban aria-hidden size={16} />}
        aria-label={t`Block ${name}`}
        onPress={() => setAsked(true)}
      >
        {t`Block`}
      </Button>
      <Confirm
        title={t`Block ${name}?`}
        action={t`Block`}
        isDanger
        isOpen={isAsked}
        isPending={block.isPending}
        onClose={() => setAsked(false)}
        onConfirm={confirm}
      >
        <p>{t`You and they see neither each other nor each other's events. They aren't told.`}</p>
        <p className="mt-2">{t`Your account page lists whom you have blocked.`}</p>
      </Confirm>
    </>
  );
}
