import { t } from "@lingui/core/macro";
import { Field, Select } from "@/ui";
import { kindLabel, kinds } from "../model";
import type { TypeFormState } from "./TypeForm";

/** What the tickets are: description, kind, where, and for how many people. */
export function TypeFields({ form }: { form: TypeFormState }) {
  return (
    <>
      <Field
        label={t`Description`}
        multiline
        {...form.bind("description")}
        hint={t`What is included. Buyers see it below the name.`}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t`Kind`}
          {...form.bind("kind")}
          options={kinds.map((id) => ({ id, label: kindLabel(id) }))}
        />
        <Select
          label={t`Attendance`}
          {...form.bind("mode")}
          options={[
            { id: "in_person", label: t`In person` },
            { id: "online", label: t`Online` },
          ]}
        />
        <Field
          label={t`People per ticket`}
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          {...form.bind("admits")}
          hint={t`More than 1 for group tickets.`}
        />
        <Field
          label={t`Seat category`}
          {...form.bind("seat_category")}
          hint={t`If the seating plan has categories.`}
        />
      </div>
    </>
  );
}
