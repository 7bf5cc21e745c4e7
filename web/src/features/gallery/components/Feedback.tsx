import { t } from "@lingui/core/macro";
import { useState } from "react";
import {
  Avatar,
  Bar,
  Button,
  Card,
  Chart,
  Chip,
  Confirm,
  Countdown,
  EmptyState,
  FileDrop,
  FilterChip,
  Meter,
  Notice,
  Panel,
  Progress,
  Skeleton,
  Stat,
  toast,
  type ChipTone,
} from "@/ui";

const tones: ChipTone[] = ["neutral", "positive", "warning", "danger", "info", "accent"];

export function Feedback() {
  const [open, setOpen] = useState<"panel" | "dialog" | null>(null);
  const [until] = useState(() => new Date(Date.now() + 290_000).toISOString());
  return (
    <section className="grid gap-6 lg:grid-cols-2">
      <Card title="Chip · Avatar · Stat">
        <div className="flex flex-col gap-5">
          <div className="flex flex-wrap gap-2">
            {tones.map((tone) => (
              <Chip key={tone} tone={tone}>{t`Coming`}</Chip>
            ))}
            <FilterChip label={t`Clear`} onRemove={() => undefined}>{t`Coming`}</FilterChip>
          </div>
          <div className="flex gap-2">
            {["Ana Smith", "Luis Ortega", "ليلى حداد", "O'Brien"].map((name) => (
              <Avatar key={name} name={name} />
            ))}
          </div>
          <div className="grid grid-cols-3 gap-4">
            <Stat label={t`Guests`} value="891" />
            <Stat label={t`Coming`} value="342" />
            <Stat label={t`Inside now`} value="0" note={t`Not arrived`} />
          </div>
        </div>
      </Card>
      <Card title="Meter · Countdown · Chart">
        <div className="flex flex-col gap-5">
          <Meter label={t`Assigned`} value={64} max={160} text="64 / 160" />
          <Bar
            max={10}
            parts={[
              { label: "a", value: 5, className: "bg-positive" },
              { label: "b", value: 2, className: "bg-danger" },
            ]}
          />
          <Progress label={t`Importing your guests`} value={42} />
          <Countdown until={until} />
          <Chart
            title={t`Arrivals per 5 minutes`}
            unit={t`People`}
            points={[3, 8, 14, 22, 17, 9, 4, 2].map((value, index) => ({
              label: `18:${String(index * 5).padStart(2, "0")}`,
              value,
            }))}
          />
        </div>
      </Card>
      <Card title="Notice · Skeleton · Toast">
        <div className="flex flex-col gap-3">
          <Notice>{t`Importing doesn't send anything to anyone.`}</Notice>
          <Notice tone="positive">{t`Saved`}</Notice>
          <Notice tone="warning">{t`This invitation is canceled; its link says so.`}</Notice>
          <Notice tone="danger">{t`Something went wrong on the server. Try again.`}</Notice>
          <Skeleton lines={3} />
          <div className="flex flex-wrap gap-2">
            <Button onPress={() => toast.show(t`Saved`, { label: t`Undo`, run: () => undefined })}>
              Toast
            </Button>
            <Button onPress={() => setOpen("panel")}>Panel</Button>
            <Button onPress={() => setOpen("dialog")}>Dialog</Button>
          </div>
        </div>
      </Card>
      <Card title="EmptyState · FileDrop">
        <EmptyState
          drawing="envelope"
          title={t`Nothing sent yet`}
          action={<Button tone="filled">{t`Invite a party`}</Button>}
        />
        <FileDrop
          label={t`Drop your file here`}
          hint="CSV, XLSX"
          accept={[".csv"]}
          onFile={() => undefined}
        />
      </Card>
      <Panel
        title="Ana Smith"
        subtitle={t`Coming`}
        isOpen={open === "panel"}
        onClose={() => setOpen(null)}
      >
        <Skeleton />
      </Panel>
      <Confirm
        title={t`Delete this question?`}
        action={t`Delete question`}
        isDanger
        isOpen={open === "dialog"}
        onClose={() => setOpen(null)}
        onConfirm={() => setOpen(null)}
      >
        <p>{t`Guests won't see it any more. Answers already given are kept.`}</p>
      </Confirm>
    </section>
  );
}
