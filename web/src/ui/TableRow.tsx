import { t } from "@lingui/core/macro";
import { memo, useLayoutEffect, useRef, useState, type DragEvent, type ReactNode } from "react";
import { RowCheckbox } from "./RowCheckbox";
import type { Column, RowProps } from "./TableParts";
import { cx } from "./cx";

/** What a row calls. These functions stay the same, so that a row is drawn again only when it changes itself. */
interface RowCalls<Row> {
  open: (row: Row) => void;
  toggle: (id: string, on: boolean) => void;
  start: (row: Row) => void;
  end: () => void;
  accepts: (row: Row) => boolean;
  drop: (row: Row) => void;
}

interface TableRowProps<Row> {
  row: Row;
  id: string;
  name: string;
  /** Its place among all rows, the head included, where not all are in the page. */
  place: number | undefined;
  columns: Column<Row>[];
  calls: RowCalls<Row>;
  compact: boolean;
  isCurrent: boolean;
  isChosen: boolean;
  isDragged: boolean;
  canOpen: boolean;
  canChoose: boolean;
  canDrag: boolean;
}

function useRowCalls<Row>(props: RowProps<Row>): RowCalls<Row> {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const [calls] = useState<RowCalls<Row>>(() => ({
    open: (row) => latest.current.onOpen?.(row),
    toggle: (id, on) => latest.current.onToggle?.(id, on),
    start: (row) => latest.current.drag?.onStart(row),
    end: () => latest.current.drag?.onEnd(),
    accepts: (row) => latest.current.drag?.accepts(row) ?? false,
    drop: (row) => latest.current.drag?.onDrop(row),
  }));
  return calls;
}

/** Draws rows of a table. A row that is drawn again with the same data, columns and state costs nothing. */
export function useRows<Row>(props: RowProps<Row>): (row: Row, place?: number) => ReactNode {
  const calls = useRowCalls(props);
  const { columns, keyOf, nameOf, onOpen, current, isSelected, onToggle, compact, drag } = props;
  const dragged = drag?.dragged ?? null;
  const draggedId = dragged === null ? null : keyOf(dragged);
  return (row, place) => {
    const id = keyOf(row);
    return (
      <TableRow
        key={id}
        row={row}
        id={id}
        name={nameOf(row)}
        place={place}
        columns={columns}
        calls={calls}
        compact={compact ?? false}
        isCurrent={current === id}
        isChosen={isSelected?.(id) ?? false}
        isDragged={draggedId === id}
        canOpen={onOpen !== undefined}
        canChoose={onToggle !== undefined}
        canDrag={drag !== undefined}
      />
    );
  };
}

function PlainRow<Row>(props: TableRowProps<Row>) {
  const { row, id, name, place, columns, calls, compact, isChosen, canOpen } = props;
  const [isOver, setOver] = useState(false);
  // with more padding a face would make the row higher than `heights` says
  const pad = compact ? "h-9 px-3 py-1" : "h-row px-3 py-1";
  return (
    <tr
      aria-rowindex={place}
      data-current={props.isCurrent || undefined}
      data-drop={isOver || undefined}
      onClick={canOpen ? () => calls.open(row) : undefined}
      {...(props.canDrag && dragProps(calls, row, name, setOver))}
      className={cx(
        "group border-b border-line last:border-0 transition data-current:bg-accent-soft",
        canOpen && "cursor-pointer hover:bg-hover",
        isChosen && "bg-accent-soft",
        props.isDragged && "opacity-50",
        isOver && "bg-accent-soft outline-2 -outline-offset-2 outline-accent",
      )}
    >
      {props.canChoose && (
        <td className="w-10 ps-4" onClick={(event) => event.stopPropagation()}>
          <RowCheckbox
            label={t`Select ${name}`}
            isSelected={isChosen}
            onChange={(on) => calls.toggle(id, on)}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cx(
            pad,
            "first:ps-5 last:pe-5",
            column.numeric && "text-end tabular-nums",
            column.className,
          )}
        >
          {index === 0 && canOpen ? (
            <button
              type="button"
              className="max-w-full rounded-control text-start font-medium cursor-pointer"
              onClick={(event) => {
                event.stopPropagation();
                calls.open(row);
              }}
            >
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

const TableRow = memo(PlainRow) as typeof PlainRow;

function dragProps<Row>(
  calls: RowCalls<Row>,
  row: Row,
  name: string,
  setOver: (isOver: boolean) => void,
) {
  const enter = (event: DragEvent) => {
    if (!calls.accepts(row)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    setOver(true);
  };
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", name);
      calls.start(row);
    },
    onDragEnd: calls.end,
    onDragEnter: enter,
    onDragOver: enter,
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (calls.accepts(row)) calls.drop(row);
    },
  };
}
