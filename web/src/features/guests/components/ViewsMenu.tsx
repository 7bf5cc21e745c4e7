import { t } from "@lingui/core/macro";
import { Bookmark, Users } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { z } from "zod";
import { messageOf, useForm, type SavedView, type ViewInput } from "@/api";
import { buttonStyle, Checkbox, Field, FormDialog, Menu, toast } from "@/ui";
import { useRemoveView, useSaveView, useViews } from "../views";

interface Props {
  eventId: string;
  /** What the list shows now, as a view keeps it. */
  query: NonNullable<ViewInput["query"]>;
  /** The view that was opened last. */
  current: string | undefined;
  canShare: boolean;
  onOpen: (view: SavedView) => void;
}

/** Named filters: opens one, saves what the list shows now, or removes one. */
export function ViewsMenu({ eventId, query, current, canShare, onOpen }: Props) {
  const views = useViews(eventId).data ?? [];
  const save = useSaveView(eventId);
  const remove = useRemoveView(eventId);
  const [isNaming, setNaming] = useState(false);
  const opened = views.find((view) => view.id === current);
  const own = opened?.is_own ? opened : undefined;
  const failed = { onError: (error: Error) => toast.error(messageOf(error)) };
  return (
    <>
      <Menu
        label={t`Views`}
        trigger={
          <AriaButton className={buttonStyle("plain")}>
            <Bookmark aria-hidden size={16} />
            <bdi className="max-w-40 truncate">{opened?.name ?? t`Views`}</bdi>
          </AriaButton>
        }
        actions={[
          ...views.map((view) => ({
            id: view.id,
            label: view.name,
            icon: view.is_shared ? <Users aria-label={t`Shared with the team`} size={14} /> : null,
            onAction: () => onOpen(view),
          })),
          {
            id: "save",
            label: t`Save this view`,
            startsGroup: views.length > 0,
            onAction: () => setNaming(true),
          },
          ...(own
            ? [
                {
                  id: "update",
                  label: t`Save changes to ${own.name}`,
                  onAction: () =>
                    save.mutate(
                      { id: own.id, name: own.name, is_shared: own.is_shared, query },
                      { onSuccess: () => toast.show(t`View saved`), ...failed },
                    ),
                },
                {
                  id: "remove",
                  label: t`Remove ${own.name}`,
                  isDanger: true,
                  onAction: () =>
                    remove.mutate(own.id, {
                      onSuccess: () =>
                        toast.show(t`View removed`, {
                          label: t`Undo`,
                          run: () =>
                            save.mutate(
                              {
                                name: own.name,
                                is_shared: own.is_shared,
                                query: own.query,
                              },
                              failed,
                            ),
                        }),
                      ...failed,
                    }),
                },
              ]
            : []),
        ]}
      />
      {isNaming && (
        <NameView
          canShare={canShare}
          onClose={() => setNaming(false)}
          onSave={(values) => save.mutateAsync({ ...values, query })}
          onSaved={onOpen}
        />
      )}
    </>
  );
}

const schema = () =>
  z.object({
    name: z
      .string()
      .trim()
      .min(1, t`Enter a name.`)
      .max(60, t`Use at most 60 characters.`),
    is_shared: z.boolean(),
  });

function NameView({
  canShare,
  onClose,
  onSave,
  onSaved,
}: {
  canShare: boolean;
  onClose: () => void;
  onSave: (values: { name: string; is_shared: boolean }) => Promise<SavedView>;
  onSaved: (view: SavedView) => void;
}) {
  const form = useForm({
    schema: schema(),
    values: { name: "", is_shared: false },
    save: onSave,
    // Only now: opening it navigates, and until here its name counts as unsaved input.
    onSaved: (view) => {
      toast.show(t`View saved`);
      onClose();
      onSaved(view);
    },
  });
  const shared = form.bind("is_shared");
  return (
    <FormDialog title={t`Save view`} action={t`Save view`} form={form} onClose={onClose}>
      <Field
        label={t`Name`}
        placeholder={t`Vegetarians, No reply yet…`}
        autoFocus
        {...form.bind("name")}
      />
      {canShare && (
        <Checkbox
          isSelected={shared.value}
          onChange={(on) => shared.onChange(on)}
        >{t`Share with the event's team`}</Checkbox>
      )}
    </FormDialog>
  );
}
