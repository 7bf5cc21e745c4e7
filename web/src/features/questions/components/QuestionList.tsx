import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import type { Question } from "@/api";
import { isolated } from "@/lib/bidi";
import { Chip, IconButton, Menu } from "@/ui";
import { conditionWords, kindLabel } from "../model";

/** Questions in their order, which is changed by dragging, with the keyboard, or step by step. */
export function QuestionList({
  label,
  questions,
  canEdit,
  isMoving,
  onOrder,
  onEdit,
  onDelete,
}: {
  label: string;
  questions: Question[];
  canEdit: boolean;
  isMoving: boolean;
  /** Gets all of them in the new order. */
  onOrder: (questions: Question[]) => void;
  onEdit: (question: Question) => void;
  onDelete: (question: Question) => void;
}) {
  const moved = (ids: Set<unknown>, target: unknown, isAfter: boolean) => {
    const rest = questions.filter((one) => !ids.has(one.id));
    const at = rest.findIndex((one) => one.id === target);
    if (at < 0) return;
    rest.splice(at + (isAfter ? 1 : 0), 0, ...questions.filter((one) => ids.has(one.id)));
    onOrder(rest);
  };
  const step = (from: number, to: number) => {
    const order = [...questions];
    const [one] = order.splice(from, 1);
    if (!one) return;
    order.splice(to, 0, one);
    onOrder(order);
  };
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !canEdit || isMoving,
    getItems: (keys) =>
      [...keys].map((key) => ({
        "text/plain": questions.find((one) => one.id === key)?.label ?? "",
      })),
    onReorder: ({ keys, target }) => moved(keys, target.key, target.dropPosition === "after"),
  });
  return (
    <GridList
      aria-label={label}
      items={questions}
      dependencies={[questions, isMoving, canEdit]}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
      className="divide-y divide-line"
    >
      {(question) => {
        const place = questions.indexOf(question);
        const condition = conditionWords(question, questions);
        return (
          <GridListItem
            textValue={question.label}
            className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-4 outline-none data-dragging:opacity-50 data-focus-visible:bg-hover"
          >
            {canEdit && (
              <Button
                slot="drag"
                aria-label={t`Reorder “${question.label}”`}
                className="grid size-6 shrink-0 cursor-grab place-items-center rounded-control text-quiet"
              >
                <GripVertical aria-hidden size={16} />
              </Button>
            )}
            <div className="min-w-0 flex-1 basis-48">
              <p className="text-sm font-medium break-words">
                <bdi>{question.label}</bdi>
              </p>
              <p className="mt-0.5 text-xs break-words text-quiet">
                {kindLabel(question.kind)}
                {question.options.length > 0 && (
                  <>
                    {" "}
                    · <bdi>{question.options.map(isolated).join(", ")}</bdi>
                  </>
                )}
              </p>
              {condition && <p className="mt-0.5 text-xs break-words text-quiet">{condition}</p>}
            </div>
            {question.for_caterer && <Chip>{t`For the caterer`}</Chip>}
            {question.required && <Chip tone="accent">{t`Required`}</Chip>}
            {canEdit && (
              <div className="ms-auto flex items-center">
                <IconButton
                  label={t`Move up`}
                  icon={<ArrowUp size={16} />}
                  isDisabled={place === 0 || isMoving}
                  onPress={() => step(place, place - 1)}
                />
                <IconButton
                  label={t`Move down`}
                  icon={<ArrowDown size={16} />}
                  isDisabled={place === questions.length - 1 || isMoving}
                  onPress={() => step(place, place + 1)}
                />
                <Menu
                  label={t`More`}
                  actions={[
                    { id: "edit", label: t`Edit`, onAction: () => onEdit(question) },
                    {
                      id: "delete",
                      label: t`Delete`,
                      isDanger: true,
                      startsGroup: true,
                      onAction: () => onDelete(question),
                    },
                  ]}
                />
              </div>
            )}
          </GridListItem>
        );
      }}
    </GridList>
  );
}
