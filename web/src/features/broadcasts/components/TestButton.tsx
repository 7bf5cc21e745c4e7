import { t } from "@lingui/core/macro";
import { MailCheck } from "lucide-react";
import { messageOf, type BroadcastWords } from "@/api";
import { Button, toast } from "@/ui";
import { useTest } from "../queries";

/** Mails the message to whoever writes it, as the shown guest would get it. */
export function TestButton({ eventId, words }: { eventId: string; words: BroadcastWords }) {
  const test = useTest(eventId);
  return (
    <div>
      <Button
        size="small"
        icon={<MailCheck aria-hidden size={16} />}
        isPending={test.isPending}
        onPress={() =>
          test.mutate(words, {
            onSuccess: ({ to, status }) =>
              toast.show(
                status === "outbox" ? t`The test is on the outbox page.` : t`Test sent to ${to}.`,
              ),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        {words.channel === "email" ? t`Send a test to me` : t`E-mail me a test`}
      </Button>
    </div>
  );
}
