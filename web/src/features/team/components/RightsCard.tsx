import { t } from "@lingui/core/macro";
import { Check, Minus } from "lucide-react";
import { useIsPhone } from "@/lib/useIsPhone";
import { Card, Chip } from "@/ui";
import { mayDo, rightRows, roleLabel, roles } from "../model";

/** What each role may do, in plain words: a table, or on a phone a list of who may do what. */
export function RightsCard() {
  return (
    <Card title={t`What each role can do`} flush>
      {useIsPhone() ? <RightsList /> : <RightsTable />}
      <p className="px-5 py-3 text-sm text-quiet">
        {t`Owners and admins of the event's organization are admins of its events.`}
      </p>
    </Card>
  );
}

function RightsList() {
  return (
    <ul className="divide-y divide-line border-b border-line text-sm">
      {rightRows().map((row) => (
        <li key={row.id} className="flex flex-col gap-2 px-5 py-3">
          {row.words}
          <ul aria-label={row.words} className="flex flex-wrap gap-1.5">
            {roles
              .filter((role) => mayDo(role, row.from))
              .map((role) => (
                <li key={role}>
                  <Chip tone="positive" icon={<Check aria-hidden size={12} />}>
                    {roleLabel(role)}
                  </Chip>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function RightsTable() {
  return (
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
  );
}

function Mark({ isGiven }: { isGiven: boolean }) {
  return isGiven ? (
    <Check size={18} className="inline text-positive" aria-label={t`Yes`} />
  ) : (
    <Minus size={18} className="inline text-quiet" aria-label={t`No`} />
  );
}
