import { t } from "@lingui/core/macro";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { messageOf, Problem } from "@/api";
import { Button, Field, Notice, Panel, toast } from "@/ui";
import { useAddGuest } from "../queries";

const schema = () =>
  z.object({
    first_name: z
      .string()
      .trim()
      .min(1, t`Enter at least a first name.`),
    last_name: z.string(),
    email: z.union([z.literal(""), z.email(t`This isn't a whole e-mail address.`)]),
    phone: z.string(),
    side: z.string(),
    notes: z.string(),
  });
const empty = { first_name: "", last_name: "", email: "", phone: "", side: "", notes: "" };

export function AddGuest({
  eventId,
  isOpen,
  onClose,
}: {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const add = useAddGuest(eventId);
  const form = useForm({ resolver: zodResolver(schema()), defaultValues: empty });
  const errors = add.error instanceof Problem ? add.error.fields : {};
  const send = (again: boolean) =>
    form.handleSubmit((values) => {
      const { first_name, ...more } = values;
      const filled = Object.fromEntries(
        Object.entries(more)
          .filter(([, text]) => text.trim() !== "")
          .map(([field, text]) => [field, text.trim()]),
      );
      const name = [values.first_name, values.last_name].join(" ").trim();
      add.mutate(
        { first_name: first_name.trim(), ...filled },
        {
          onSuccess: () => {
            toast.show(t`${name} is on the list`);
            form.reset(empty);
            if (again) form.setFocus("first_name");
            else onClose();
          },
        },
      );
    })();
  const field = (name: keyof typeof empty, label: string, more: object = {}) => (
    <Controller
      key={name}
      name={name}
      control={form.control}
      render={({ field: input, fieldState }) => (
        <Field
          {...input}
          {...more}
          label={label}
          error={fieldState.error?.message ?? errors[name]}
        />
      )}
    />
  );
  return (
    <Panel
      title={t`Add a guest`}
      subtitle={t`They get an invitation of their own.`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button
            onPress={() => void send(true)}
            isDisabled={add.isPending}
          >{t`Add and write the next`}</Button>
          <Button
            tone="filled"
            onPress={() => void send(false)}
            isPending={add.isPending}
          >{t`Add guest`}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
      >
        {add.isError && Object.keys(errors).length === 0 && (
          <Notice tone="danger">{messageOf(add.error)}</Notice>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          {field("first_name", t`First name`, { autoFocus: true })}
          {field("last_name", t`Last name`)}
        </div>
        {field("email", t`E-mail`, { type: "email", dir: "ltr" })}
        {field("phone", t`Phone`, {
          type: "tel",
          dir: "ltr",
          hint: t`With the country code, for example +34 600 123 456.`,
        })}
        {field("side", t`Side`, { placeholder: t`Bride, groom, company…` })}
        {field("notes", t`Notes for the team`, { multiline: true })}
        <button type="submit" hidden />
      </form>
    </Panel>
  );
}
