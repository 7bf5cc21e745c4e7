import { plural } from "@lingui/core/macro";
import { Check } from "lucide-react";

/** How many entries were added since the form was opened, for forms that add one after another. */
export function AddedCount({ number }: { number: number }) {
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-quiet empty:hidden">
      {number > 0 && (
        <>
          <Check aria-hidden size={16} className="text-positive" />
          {plural(number, { one: "# added", other: "# added" })}
        </>
      )}
    </p>
  );
}
