import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Question } from "@/api";
import { Button, Field, Notice, Panel, Select, Switch, toast } from "@/ui";
import { hasOptions, kinds, kindWord, optionsFrom } from "../model";
import { useSaveQuestion } from "../queries";

/** A question as it is written: new ones have no id yet. */
export type Draft = Partial<Pick<Question, "id" | "label" | "kind" | "options" | "required">>;

export function QuestionForm({
  eventId,
  draft,
  position,
  onClose,
}: {
  eventId: string;
  draft: Draft;
  position: number;
  onClose: () => void;
}) {
  const save = useSaveQuestion(eventId);
  const [label, setLabel] = useState(draft.label ?? "");
  const [kind, setKind] = useState<Question["kind"]>(draft.kind ?? "text");
  const [options, setOptions] = useState((draft.options ?? []).join("\n"));
  const [isRequired, setRequired] = useState(draft.required ?? false);
  const list = optionsFrom(options);
  const isReady = label.trim() !== "" && (!hasOptions(kind) || list.length >= 2);
  const errors = save.error instanceof Problem ? save.error.fields : {};
  const send = () =>
    save.mutate(
      {
        ...(draft.id ? { id: draft.id } : { position }),
        label: label.trim(),
        kind,
        options: hasOptions(kind) ? list : [],
        required: isRequired,
      },
      {
        onSuccess: () => {
          toast.show(t`Saved`);
          onClose();
        },
      },
    );
  return (
    <Panel
      title={draft.id ? t`Change the question` : t`New question`}
      isOpen
      onClose={onClose}
      footer={
        <Button
          tone="filled"
          isDisabled={!isReady}
          isPending={save.isPending}
          onPress={send}
        >{t`Save question`}</Button>
      }
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) send();
        }}
      >
        {save.isError && <Notice tone="danger">{messageOf(save.error)}</Notice>}
        <Field
          label={t`Question`}
          value={label}
          onChange={setLabel}
          error={errors.label}
          placeholder={t`Is there anything you don't eat?`}
          autoFocus
        />
        <Select
          label={t`Kind of answer`}
          value={kind}
          onChange={(next) => setKind(next as Question["kind"])}
          options={kinds.map((id) => ({ id, label: kindWord(id) }))}
          error={errors.kind}
        />
        {hasOptions(kind) && (
          <Field
            label={t`Choices`}
            multiline
            rows={5}
            value={options}
            onChange={setOptions}
            error={errors.options}
            hint={t`One on each line, at least two.`}
            placeholder={t`Fish\nMeat\nVegetarian`}
          />
        )}
        <Switch
          isSelected={isRequired}
          onChange={setRequired}
          hint={t`Only asked of those who come.`}
        >{t`Must be answered`}</Switch>
      </form>
    </Panel>
  );
}
