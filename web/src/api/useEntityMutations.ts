import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";

interface Entity {
  id: string;
}
interface List<Row> {
  items: Row[];
}
interface Options<Row extends Entity, New, Change> {
  /** Query key of the list, cached in the shape the API returns. */
  queryKey: QueryKey;
  create: (values: New) => Promise<Row>;
  update: (id: string, change: Change) => Promise<Row>;
  remove: (id: string) => Promise<unknown>;
  /** Other queries to invalidate after a write. */
  stale?: readonly QueryKey[];
  /** Builds the values that recreate a removed row, where undo is possible. */
  recreate?: (row: Row) => New;
  /** Called after a row has been removed. `undo` recreates it. */
  onRemoved?: (row: Row, undo: () => void) => void;
  onFailed?: (error: Error) => void;
}

/** Create, update and remove for a list: updates and removals are optimistic, rolled back on error, and the list is refetched at the end. */
export function useEntityMutations<Row extends Entity, New, Change extends object>(
  options: Options<Row, New, Change>,
) {
  const { queryKey, stale = [], recreate, onRemoved, onFailed } = options;
  const cache = useQueryClient();
  const patch = (change: (rows: Row[]) => Row[]) => {
    const before = cache.getQueryData<List<Row>>(queryKey);
    cache.setQueryData<List<Row>>(
      queryKey,
      (list) => list && { ...list, items: change(list.items) },
    );
    return before;
  };
  const updateOptimistically = async (change: (rows: Row[]) => Row[]) => {
    await cache.cancelQueries({ queryKey });
    return { before: patch(change) };
  };
  const rollBack = (error: Error, before: List<Row> | undefined) => {
    if (before) cache.setQueryData(queryKey, before);
    onFailed?.(error);
  };
  const onSettled = () => {
    for (const key of [queryKey, ...stale]) void cache.invalidateQueries({ queryKey: key });
  };
  const add = (row: Row) =>
    void patch((rows) => (rows.some(({ id }) => id === row.id) ? rows : [...rows, row]));

  const create = useMutation({ mutationFn: options.create, onSuccess: add, onSettled });
  const update = useMutation({
    mutationFn: ({ id, change }: { id: string; change: Change }) => options.update(id, change),
    onMutate: ({ id, change }) =>
      updateOptimistically((rows) =>
        rows.map((row) => (row.id === id ? { ...row, ...change } : row)),
      ),
    onSuccess: (saved) =>
      void patch((rows) => rows.map((row) => (row.id === saved.id ? saved : row))),
    onError: (error, _, kept) => rollBack(error, kept?.before),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Row) => options.remove(id),
    onMutate: ({ id }) => updateOptimistically((rows) => rows.filter((row) => row.id !== id)),
    onSuccess: (_, row) => {
      if (!recreate) return;
      onRemoved?.(row, () =>
        create.mutate(recreate(row), { onError: (error) => onFailed?.(error) }),
      );
    },
    onError: (error, _, kept) => rollBack(error, kept?.before),
    onSettled,
  });
  return {
    create,
    update,
    remove,
    /** For forms: updates the row with this id, or creates one when there is no id. */
    save: (id: string | undefined, values: New & Change): Promise<Row> =>
      id === undefined ? create.mutateAsync(values) : update.mutateAsync({ id, change: values }),
  };
}
