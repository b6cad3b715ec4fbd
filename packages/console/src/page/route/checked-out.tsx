import type { DeadLetterSummary, Page } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { Link } from "wouter-preact";
import { get } from "../api.ts";
import { Badge } from "../part/badge.tsx";
import { Table } from "../part/table.tsx";
import { ago, useNow } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useData } from "../use-data.ts";

/** Letters that somebody works on in a terminal: nobody else can send them until they come back. */
export function CheckedOut(): JSX.Element | null {
  const now = useNow();
  const { value } = useData(
    "checked-out",
    (signal) => get<Page<DeadLetterSummary>>("/v1/dead-letters", { holder: "*", limit: 100 }, signal),
    5,
  );
  if (value === undefined || value.rows.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">Checked out</h2>
      <Table
        label="Letters that are checked out"
        mostRows={5}
        rows={value.rows}
        keyOf={({ id }) => id}
        columns={[
          {
            title: "Event",
            width: "minmax(10rem, 2fr)",
            cell: ({ eventId, type }) => (
              <Link href={`/events/${encodeURIComponent(eventId)}`}>{visible(type)}</Link>
            ),
          },
          {
            title: "Until",
            width: "12rem",
            cell: ({ leasedUntil = "" }) => (
              <Badge tone="warn">comes back {ago(Date.parse(leasedUntil), now)}</Badge>
            ),
          },
          { title: "Consumer", width: "minmax(7rem, 1fr)", isExtra: true, cell: ({ consumer }) => consumer },
          {
            title: "Error",
            width: "minmax(10rem, 2fr)",
            isExtra: true,
            cell: ({ errorName, errorMessage }) => visible(`${errorName}: ${errorMessage}`),
          },
        ]}
      />
    </section>
  );
}
