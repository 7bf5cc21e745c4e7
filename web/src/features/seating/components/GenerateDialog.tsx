import { plural, t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Generator } from "@/api";
import { Choices, Field, FormDialog, Select, toast } from "@/ui";
import { useGenerate } from "../queries";

const whole = (most: number) =>
  z.string().transform((text) => Math.min(most, Math.max(0, Math.floor(Number(text) || 0))));
const schema = z
  .object({
    kind: z.enum(["tables", "rows"]),
    outer: whole(500),
    inner: whole(200),
    category: z.string(),
  })
  .refine(({ outer, inner }) => outer * inner > 0, { path: ["outer"] });

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
  const form = useForm({
    schema,
    values: { kind: "tables", outer: "10", inner: "8", category: "regular" },
    save: ({ kind, outer, inner, category }) => {
      const body: Generator =
        kind === "tables"
          ? { kind, tables: outer, chairs: inner, shape: "round", category }
          : { kind, rows: outer, seats_per_row: inner, category };
      return generate.mutateAsync(body);
    },
    onSaved: (_, { outer, inner }) => {
      const total = outer * inner;
      toast.show(plural(total, { one: "# seat drawn", other: "# seats drawn" }));
      onClose();
    },
    names: { tables: "outer", rows: "outer", chairs: "inner", seats_per_row: "inner" },
  });
  const { kind } = form.now;
  const drawn = schema.safeParse(form.now).data;
  const total = drawn ? drawn.outer * drawn.inner : 0;
  return (
    <FormDialog
      title={t`Draw seats`}
      action={plural(total, { one: "Draw # seat", other: "Draw # seats" })}
      form={form}
      isOpen={isOpen}
      onClose={onClose}
      className="gap-5"
    >
      <Choices
        label={t`Seating`}
        columns={2}
        {...form.bind("kind")}
        choices={[
          { id: "tables", label: t`At round tables`, hint: t`A dinner, a wedding` },
          { id: "rows", label: t`In rows`, hint: t`A theater, a ceremony` },
        ]}
      />
      <div className="grid grid-cols-2 gap-4">
        <Field
          label={kind === "tables" ? t`Tables` : t`Rows`}
          type="number"
          inputMode="numeric"
          min={1}
          {...form.bind("outer")}
        />
        <Field
          label={kind === "tables" ? t`Chairs at each` : t`Seats in each`}
          type="number"
          inputMode="numeric"
          min={1}
          {...form.bind("inner")}
        />
      </div>
      <Select
        label={t`Category`}
        {...form.bind("category")}
        hint={t`Reserved seats are given by you alone.`}
        options={[
          { id: "regular", label: t`Regular` },
          { id: "vip", label: t`VIP` },
          { id: "reserved", label: t`Reserved` },
        ]}
      />
    </FormDialog>
  );
}
