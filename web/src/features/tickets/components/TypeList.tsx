import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import type { TicketType } from "@/api";
import { IconButton, Menu } from "@/ui";
import { TypeRow } from "./TypeRow";

interface Props {
  types: TicketType[];
  currency: string;
  zone: string;
  isMoving: boolean;
  /** Gets all of them in the new order. */
  onOrder: (types: TicketType[]) => void;
  onEdit: (type: TicketType) => void;
  onSale: (type: TicketType, isOn: boolean) => void;
  onRemove: (type: TicketType) => void;
}

/** The types in the order in which they are offered, which is changed by dragging or step by step. */
export function TypeList({ types, isMoving, onOrder, onEdit, onSale, onRemove, ...row }: Props) {
  const moved = (ids: Set<unknown>, target: unknown, isAfter: boolean) => {
    const rest = types.filter((one) => !ids.has(one.id));
    const at = rest.findIndex((one) => one.id === target);
    if (at < 0) return;
    rest.splice(at + (isAfter ? 1 : 0), 0, ...types.filter((one) => ids.has(one.id)));
    onOrder(rest);
  };
  const step = (from: number, to: number) => {
    const [one] = types.slice(from, from + 1);
    const rest = types.toSpliced(from, 1);
    if (one) onOrder(rest.toSpliced(to, 0, one));
  };
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: isMoving,
    getItems: (keys) =>
      [...keys].map((key) => ({
        "text/plain": types.find((one) => one.id === key)?.name ?? "",
      })),
    onReorder: ({ keys, target }) => moved(keys, target.key, target.dropPosition === "after"),
  });
  return (
    <GridList
      aria-label={t`Tickets`}
      items={types}
      dependencies={[types, isMoving]}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
      className="divide-y divide-line"
    >
      {(type) => {
        const place = types.indexOf(type);
        return (
          <GridListItem
            textValue={type.name}
            className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-4 outline-none data-dragging:opacity-50 data-focus-visible:bg-hover"
          >
            <Button
              slot="drag"
              aria-label={t`Reorder “${type.name}”`}
              className="grid size-6 shrink-0 cursor-grab place-items-center rounded-control text-quiet"
            >
              <GripVertical aria-hidden size={16} />
            </Button>
            <div className="min-w-0 flex-1 basis-48">
              <TypeRow type={type} {...row} />
            </div>
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
                isDisabled={place === types.length - 1 || isMoving}
                onPress={() => step(place, place + 1)}
              />
              <Menu
                label={t`More about ${type.name}`}
                actions={[
                  { id: "edit", label: t`Edit`, onAction: () => onEdit(type) },
                  {
                    id: "sale",
                    label: type.is_on_sale ? t`Take off sale` : t`Put on sale`,
                    onAction: () => onSale(type, !type.is_on_sale),
                  },
                  {
                    id: "remove",
                    label: t`Remove`,
                    isDanger: true,
                    startsGroup: true,
                    onAction: () => onRemove(type),
                  },
                ]}
              />
            </div>
          </GridListItem>
        );
      }}
    </GridList>
  );
}
