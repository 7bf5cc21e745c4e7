import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";

interface Entity {
  id: string;
}
interface List<Row> {
  items: Row[];
}
interface Wish<Row extends Entity, New, Change> {
  /** Where the list is kept, as the API gives it. */
  queryKey: QueryKey;
  create: (values: New) => Promise<Row>;
  update: (id: string, change: Change) => Promise<Row>;
  remove: (id: string) => Promise<unknown>;
  /** What else a write makes stale. */
  stale?: readonly QueryKey[];
  /** The values that make a removed row again, where that is possible. */
  again?: (row: Row) => New;
  /** A row is gone; `undo` brings it back. */
  onRemoved?: (row: Row, undo: () => void) => void;
  onFailed?: (error: Error) => void;
}

/** The writes of a list's rows: shown at once, taken back when refused, read again in the end. */
export function useEntityMutations<Row extends Entity, New, Change extends object>(
  wish: Wish<Row, New, Change>,
) {
  const { queryKey, stale = [], again, onRemoved, onFailed } = wish;
  const cache = useQueryClient();
  const patch = (change: (rows: Row[]) => Row[]) => {
    const before = cache.getQueryData<List<Row>>(queryKey);
    cache.setQueryData<List<Row>>(
      queryKey,
      (list) => list && { ...list, items: change(list.items) },
    );
    return before;
  };
  const atOnce = async (change: (rows: Row[]) => Row[]) => {
    await cache.cancelQueries({ queryKey });
    return { before: patch(change) };
  };
  const takeBack = (error: Error, before: List<Row> | undefined) => {
    if (before) cache.setQueryData(queryKey, before);
    onFailed?.(error);
  };
  const onSettled = () => {
    for (const key of [queryKey, ...stale]) void cache.invalidateQueries({ queryKey: key });
  };
  const add = (row: Row) =>
    void patch((rows) => (rows.some(({ id }) => id === row.id) ? rows : [...rows, row]));

  const create = useMutation({ mutationFn: wish.create, onSuccess: add, onSettled });
  const update = useMutation({
    mutationFn: ({ id, change }: { id: string; change: Change }) => wish.update(id, change),
    onMutate: ({ id, change }) =>
      atOnce((rows) => rows.map((row) => (row.id === id ? { ...row, ...change } : row))),
    onSuccess: (saved) =>
      void patch((rows) => rows.map((row) => (row.id === saved.id ? saved : row))),
    onError: (error, _, kept) => takeBack(error, kept?.before),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Row) => wish.remove(id),
    onMutate: ({ id }) => atOnce((rows) => rows.filter((row) => row.id !== id)),
    onSuccess: (_, row) => {
      if (!again) return;
      onRemoved?.(row, () => create.mutate(again(row), { onError: (error) => onFailed?.(error) }));
    },
    onError: (error, _, kept) => takeBack(error, kept?.before),
    onSettled,
  });
  return {
    create,
    update,
    remove,
    /** A form's one way: a row with an id is changed, one without is new. */
    save: (id: string | undefined, values: New & Change): Promise<Row> =>
      id === undefined ? create.mutateAsync(values) : update.mutateAsync({ id, change: values }),
  };
}
