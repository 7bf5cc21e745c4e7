import { t } from "@lingui/core/macro";
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { messageOf, type Provider } from "@/api";
import { channelLabel } from "@/lib/channels";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Button, Card, Chip, Stat, toast } from "@/ui";
import { healthLabel, healthOf } from "../model";
import { useResume } from "../queries";
import { StoppedNotice } from "./ChannelNotice";
import { ProviderErrors } from "./ProviderErrors";
import { ProviderSettings } from "./ProviderSettings";
import { TestDialog } from "./TestDialog";
import { TestResult } from "./TestResult";

const icons = {
  unset: CircleDashed,
  stopped: CircleX,
  failing: TriangleAlert,
  working: CircleCheck,
};

/** One channel: whether it works, what is missing, what went wrong, and a test. */
export function ProviderCard({ provider }: { provider: Provider }) {
  const now = useNow();
  const resume = useResume();
  const [isTesting, setIsTesting] = useState(false);
  const [testId, setTestId] = useState<string | null>(null);
  const health = healthOf(provider);
  const { word, tone } = healthLabel(health);
  const Icon = icons[health];
  const oldest =
    provider.oldest_waiting &&
    ago(provider.oldest_waiting, Math.max(now, Date.parse(provider.oldest_waiting)));
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {channelLabel(provider.channel)}
          <Chip tone={tone} icon={<Icon aria-hidden size={12} />}>
            {word}
          </Chip>
        </span>
      }
      actions={
        <div className="flex flex-wrap gap-2">
          {health === "stopped" && (
            <Button
              size="small"
              isPending={resume.isPending}
              onPress={() =>
                resume.mutate(provider.channel, {
                  onError: (error) => void toast.error(messageOf(error)),
                })
              }
            >{t`Try again now`}</Button>
          )}
          <Button size="small" onPress={() => setIsTesting(true)}>{t`Send test`}</Button>
        </div>
      }
    >
      <div className="flex flex-col gap-4">
        <StoppedNotice state={provider} />
        {testId && <TestResult id={testId} />}
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Stat
            label={t`Waiting`}
            value={provider.waiting}
            note={oldest && t`first queued ${oldest}`}
          />
          {provider.is_configured ? (
            <>
              <Stat label={t`Sent`} value={provider.sent} note={t`last 24 hours`} />
              <Stat label={t`Failed`} value={provider.failed} note={t`last 24 hours`} />
            </>
          ) : (
            <Stat label={t`In the outbox`} value={provider.outbox} note={t`last 24 hours`} />
          )}
        </div>
        <ProviderSettings provider={provider} />
        <ProviderErrors provider={provider} />
      </div>
      {isTesting && (
        <TestDialog
          channel={provider.channel}
          onClose={() => setIsTesting(false)}
          onSent={setTestId}
        />
      )}
    </Card>
  );
}
