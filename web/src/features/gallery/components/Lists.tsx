import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Card, Chip, LinkTabs, Table } from "@/ui";

const people = [
  { id: "1", name: "Ana Smith", seat: "Table 1, seat 3" },
  { id: "2", name: "Mrs. Jacques Heath (Lily May Peel) Futrelle", seat: "A12" },
  { id: "3", name: "ليلى حداد", seat: "—" },
];

export function Lists() {
  const [selected, setSelected] = useState<Set<string>>(new Set(["2"]));
  const [current, setCurrent] = useState<string | null>(null);
  const [sort, setSort] = useState("name");
  const columns = [
    {
      id: "name",
      head: t`Name`,
      cell: (row: (typeof people)[number]) => <bdi>{row.name}</bdi>,
      compare: (one: (typeof people)[number], other: (typeof people)[number]) =>
        one.name.localeCompare(other.name),
    },
    { id: "answer", head: t`Reply`, cell: () => <Chip tone="positive">{t`Coming`}</Chip> },
    {
      id: "seat",
      head: t`Seat`,
      numeric: true,
      cell: (row: (typeof people)[number]) => <bdi>{row.seat}</bdi>,
    },
  ];
  const common = {
    rows: people,
    columns,
    keyOf: (row: (typeof people)[number]) => row.id,
    nameOf: (row: (typeof people)[number]) => row.name,
  };
  return (
    <section className="grid gap-6 lg:grid-cols-2">
      <Card flush title="Table">
        <Table
          label={t`Guests`}
          {...common}
          selected={selected}
          onSelect={setSelected}
          current={current}
          onOpen={(row) => setCurrent(row.id)}
          sort={sort}
          onSort={setSort}
        />
      </Card>
      <Card flush title="Table, compact">
        <Table label={t`Guests`} {...common} compact />
      </Card>
      <Card title="Tabs">
        <LinkTabs
          label={t`Pages of this event`}
          current="b"
          tabs={[
            { id: "a", label: t`Overview`, href: "/dev/ui" },
            { id: "b", label: t`Guests`, href: "/dev/ui" },
            { id: "c", label: t`Seating`, href: "/dev/ui" },
          ]}
        />
      </Card>
    </section>
  );
}
