/** How many things wait, after a label. `label` says in words what is counted. */
export function Count({ value, label }: { value: number; label: string }) {
  if (value === 0) return null;
  return (
    <span className="ms-1.5 inline-grid min-w-5 place-items-center rounded-full bg-accent px-1.5 text-xs font-medium text-on-accent">
      <span aria-hidden data-figures>
        {value > 99 ? "99+" : value}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
