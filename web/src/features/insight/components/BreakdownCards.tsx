import { t } from "@lingui/core/macro";
import type { Stats } from "@/api";
import { dayOf } from "@/lib/dates";
import { Card, Chart, TextLink } from "@/ui";
import { useBreakdown } from "../queries";
import { FigureTable, type Figure } from "./FigureTable";

/** Most bars of a group; the guest list's filters have all of them. */
const mostBars = 8;

/** The event's people by step, side, tag, day and answer. */
export function BreakdownCards({ eventId, stats }: { eventId: string; stats: Stats }) {
  const data = useBreakdown(eventId).data;
  if (!data || stats.total === 0) return null;
  const guests = (query: Record<string, string>) =>
    `/events/${eventId}/guests?${new URLSearchParams(query)}`;
  const { funnel } = data;
  const steps: Figure[] = [
    { id: "invited", label: t`Invited`, value: funnel.invited, href: guests({}) },
    { id: "sent", label: t`Invitation sent`, value: funnel.sent },
    { id: "opened", label: t`Invitation opened`, value: funnel.opened },
    {
      id: "replied",
      label: t`Replied`,
      value: funnel.replied,
      href: guests({ has_answer: "true" }),
    },
    {
      id: "going",
      label: t({ context: "count", message: "Coming" }),
      value: funnel.going,
      href: guests({ status: "going" }),
    },
    { id: "came", label: t`Came`, value: funnel.came },
  ];
  const sides = Object.entries(stats.by_side).filter(([side]) => side);
  const tags = Object.entries(data.by_tag);
  const asked = data.questions.filter((one) => one.answers.length > 0);
  return (
    <>
      <Card title={t`From invitation to entrance`}>
        <FigureTable title={t`People at each step`} figures={steps} top={funnel.invited} />
      </Card>
      {data.days.length > 1 && (
        <Card title={t`Replies over time`}>
          <Chart
            title={t`Replies per day`}
            unit={t`Replies`}
            points={data.days.map((day) => ({
              label: dayOf(`${day.date}T12:00:00Z`, "UTC"),
              value: day.replied,
            }))}
          />
        </Card>
      )}
      {(sides.length > 0 || tags.length > 0 || data.children > 0) && (
        <Card title={t`Who is invited`}>
          <div className="flex flex-col gap-6">
            {sides.length > 0 && (
              <FigureTable
                title={t`By side`}
                figures={largest(sides, (side) => guests({ side }))}
                top={stats.total}
              />
            )}
            {tags.length > 0 && (
              <FigureTable
                title={t`By tag`}
                figures={largest(tags, (tag) => guests({ tag }))}
                top={stats.total}
              />
            )}
            {data.children > 0 && (
              <FigureTable
                title={t`By age`}
                figures={[
                  {
                    id: "adults",
                    label: t`Adults`,
                    value: stats.total - data.children,
                    href: guests({ is_child: "false" }),
                  },
                  {
                    id: "children",
                    label: t`Children`,
                    value: data.children,
                    href: guests({ is_child: "true" }),
                  },
                ]}
                top={stats.total}
              />
            )}
          </div>
        </Card>
      )}
      {asked.length > 0 && (
        <Card
          title={t`Answers of those who are coming`}
          actions={
            <TextLink
              href={`/events/${eventId}/catering`}
              className="text-sm"
            >{t`Caterer's sheet`}</TextLink>
          }
        >
          <div className="flex flex-col gap-6">
            {asked.map((question) => (
              <FigureTable
                key={question.question_id}
                title={question.label}
                figures={question.answers.slice(0, mostBars).map(({ answer, count }) => ({
                  id: answer,
                  label: wordOf(answer),
                  value: count,
                  href: guests({ question_id: question.question_id, answer, status: "going" }),
                }))}
              />
            ))}
          </div>
        </Card>
      )}
    </>
  );
}

function largest(found: [string, number][], href: (name: string) => string): Figure[] {
  return found
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostBars)
    .map(([name, value]) => ({ id: name, label: name, value, href: href(name) }));
}

/** An answer in words: a ticked box is stored as true. */
function wordOf(answer: string): string {
  if (answer === "true") return t`Yes`;
  return answer === "false" ? t`No` : answer;
}
