export function Verb({ words, children }: { words: string; children: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
      <span className="min-w-0 flex-1 basis-60 text-quiet">{words}</span>
      {children}
    </li>
  );
}
