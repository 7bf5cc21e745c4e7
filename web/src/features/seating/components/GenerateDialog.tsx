import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Generator } from "@/api";
import { Button, Choices, Dialog, Field, Notice, Select, toast } from "@/ui";
import { useGenerate } from "../queries";

const whole = (text: string, most: number) =>
  Math.min(most, Math.max(0, Math.floor(Number(text) || 0)));

export function GenerateDialog({
  eventId,
  isOpen,
  onClose,
}: {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const generate = useGenerate(eventId);
  const [kind, setKind] = useState<"tables" | "rows">("tables");
  const [outer, setOuter] = useState("10");
  const [inner, setInner] = useState("8");
  const [category, setCategory] = useState("regular");
  const [outerNumber, innerNumber] = [whole(outer, 500), whole(inner, 200)];
  const total = outerNumber * innerNumber;
  const run = () => {
    const body: Generator =
      kind === "tables"
        ? { kind, tables: outerNumber, chairs: innerNumber, shape: "round", category }
        : { kind, rows: outerNumber, seats_per_row: innerNumber, category };
    generate.mutate(body, {
      onSuccess: () => {
        toast.show(plural(total, { one: "# seat drawn", other: "# seats drawn" }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={t`Draw seats`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Not now`}</Button>
          <Button
            tone="filled"
            isDisabled={total === 0}
            isPending={generate.isPending}
            onPress={run}
          >
            {plural(total, { one: "Draw # seat", other: "Draw # seats" })}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (total > 0) run();
        }}
      >
        {generate.isError && <Notice tone="danger">{messageOf(generate.error)}</Notice>}
        <Choices
          label={t`How do people sit?`}
          columns={2}
          value={kind}
          onChange={(next) => setKind(next as "tables")}
          choices={[
            { id: "tables", label: t`At round tables`, hint: t`A dinner, a wedding` },
            { id: "rows", label: t`In rows`, hint: t`A theatre, a ceremony` },
          ]}
        />
        <div className="grid grid-cols-2 gap-4">
          <Field
            label={kind === "tables" ? t`Tables` : t`Rows`}
            type="number"
            inputMode="numeric"
            min={1}
            value={outer}
            onChange={setOuter}
          />
          <Field
            label={kind === "tables" ? t`Chairs at each` : t`Seats in each`}
            type="number"
            inputMode="numeric"
            min={1}
            value={inner}
            onChange={setInner}
          />
        </div>
        <Select
          label={t`Category`}
          value={category}
          onChange={setCategory}
          hint={t`Reserved seats are given by you alone.`}
          options={[
            { id: "regular", label: t`Regular` },
            { id: "vip", label: t`VIP` },
            { id: "reserved", label: t`Reserved` },
          ]}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
