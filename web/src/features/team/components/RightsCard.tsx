import { t } from "@lingui/core/macro";
import { Check, Minus } from "lucide-react";
import { Card } from "@/ui";
import { mayDo, rightRows, roleLabel, roles } from "../model";

/** What each role may do, as a table in plain words. */
export function RightsCard() {
  return (
    <Card title={t`What each role can do`} flush>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-start text-sm">
          <thead>
            <tr className="border-b border-line text-quiet">
              <th scope="col" className="px-5 py-2 text-start font-medium">
                <span className="sr-only">{t`Right`}</span>
              </th>
              {roles.map((role) => (
                <th key={role} scope="col" className="px-2 py-2 text-center font-medium sm:px-4">
                  {roleLabel(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rightRows().map((row) => (
              <tr key={row.id}>
                <th scope="row" className="px-5 py-2.5 text-start font-normal">
                  {row.words}
                </th>
                {roles.map((role) => (
                  <td key={role} className="px-2 py-2.5 text-center sm:px-4">
                    <Mark isGiven={mayDo(role, row.from)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="px-5 py-3 text-sm text-quiet">
        {t`Owners and admins of the event's organization are admins of its events.`}
      </p>
    </Card>
  );
}

function Mark({ isGiven }: { isGiven: boolean }) {
  return isGiven ? (
    <Check size={18} className="inline text-positive" aria-label={t`Yes`} />
  ) : (
    <Minus size={18} className="inline text-quiet" aria-label={t`No`} />
  );
}
