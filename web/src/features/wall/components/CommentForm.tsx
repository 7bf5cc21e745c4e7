import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Button, Field, Form, toast } from "@/ui";
import { useWriteComment } from "../queries";

const MOST = 2000;

const schema = () =>
  z.object({
    text: z
      .string()
      .trim()
      .min(1, { message: t`Write something.` }),
  });

/** A comment of the team, which those who come see at once. */
export function CommentForm({ eventId }: { eventId: string }) {
  const write = useWriteComment(eventId);
  const form = useForm({
    schema: schema(),
    values: { text: "" },
    save: ({ text }) => write.mutateAsync(text),
    onSaved: () => {
      form.reset();
      toast.show(t`Posted`);
    },
  });
  return (
    <Form form={form} className="grid gap-3 border-b border-line px-5 py-4">
      <Field
        label={t`Write a comment`}
        multiline
        rows={2}
        maxLength={MOST}
        {...form.bind("text")}
      />
      <div>
        <Button type="submit" isPending={write.isPending}>{t`Post comment`}</Button>
      </div>
    </Form>
  );
}
