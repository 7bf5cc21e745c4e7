import { plural, t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, FormDialog, Select } from "@/ui";
import type { BulkValues } from "../queries";

const keep = "keep";
const line = z.string().trim();
const schema = () =>
  z.object({
    side: line.max(100, t`Use at most 100 characters.`),
    add_tags: line,
    remove_tags: line,
    age: z.string(),
  });

/** The tags of a line that separates them by commas. */
export function tagsOf(text: string): string[] {
  const tags = text.split(/[,،;]/).map((tag) => tag.trim());
  return [...new Set(tags.filter(Boolean))];
}

/** What is noted about guests, changed for all of them at once; what is left empty stays as it is. */
export function BulkEdit({
  number,
  onSave,
  onClose,
}: {
  number: number;
  onSave: (set: BulkValues) => Promise<void>;
  onClose: () => void;
}) {
  const form = useForm({
    schema: schema(),
    values: { side: "", add_tags: "", remove_tags: "", age: keep },
    save: ({ side, add_tags, remove_tags, age }) =>
      onSave({
        ...(side ? { side } : {}),
        add_tags: tagsOf(add_tags),
        remove_tags: tagsOf(remove_tags),
        ...(age === keep ? {} : { is_child: age === "child" }),
      }),
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={plural(number, { one: "Edit # guest", other: "Edit # guests" })}
      action={t`Save changes`}
      form={form}
      onClose={onClose}
    >
      <p className="text-sm text-quiet">{t`Fields that you leave empty stay as they are.`}</p>
      <Field label={t`Add tags`} hint={t`Separate tags with commas.`} {...form.bind("add_tags")} />
      <Field label={t`Remove tags`} {...form.bind("remove_tags")} />
      <Field label={t`Side`} {...form.bind("side")} />
      <Select
        label={t`Age`}
        options={[
          { id: keep, label: t`Leave as it is` },
          { id: "child", label: t`Children` },
          { id: "adult", label: t`Adults` },
        ]}
        {...form.bind("age")}
      />
    </FormDialog>
  );
}
