import type { AuditEntry } from "@hookyard/core/operator/audit";
import type { Page } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { get } from "../api.ts";
import { Badge } from "../part/badge.tsx";
import { Empty, Loading, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { ExactTime } from "../part/time.tsx";
import { usePages } from "../part/use-pages.ts";
import { visible } from "../part/visible.ts";

/** Everything that somebody did here, newest first. */
export function AuditPage(): JSX.Element {
  const { rows, error, isFirst, more } = usePages<AuditEntry>((cursor) =>
    get<Page<AuditEntry>>("/v1/audit", { limit: 100, cursor }),
  );
  return (
    <div class="page">
      <h1>Audit</h1>
      {error !== undefined && <Problem message={error} />}
      {isFirst && <Loading />}
      {!isFirst && error === undefined && rows.length === 0 && (
        <Empty title="Nothing was done yet">
          <p>Each replay, discard, pause and reveal appears here with who did it.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label="What was done"
          rows={rows}
          keyOf={({ id }) => id}
          onEnd={more}
          columns={[
            {
              title: "Action",
              width: "minmax(10rem, 1fr)",
              cell: ({ action, target }) => (
                <>
                  <strong>{visible(action)}</strong> {target !== undefined && visible(target)}
                </>
              ),
            },
            { title: "Outcome", width: "8rem", cell: (entry) => <Outcome entry={entry} /> },
            {
              title: "Who",
              width: "11rem",
              isExtra: true,
              cell: ({ who, role }) => visible(`${who} (${role})`),
            },
            { title: "When", width: "15rem", isExtra: true, cell: ({ time }) => <ExactTime value={time} /> },
            {
              title: "What was asked for",
              width: "minmax(10rem, 2fr)",
              isExtra: true,
              cell: ({ detail = "" }) => <span class="mono">{visible(detail)}</span>,
            },
          ]}
        />
      )}
    </div>
  );
}

function Outcome({ entry: { outcome } }: { entry: AuditEntry }): JSX.Element {
  if (outcome === undefined) return <Badge tone="warn">not known</Badge>;
  return <Badge tone={outcome === "done" ? "good" : "bad"}>{outcome}</Badge>;
}
