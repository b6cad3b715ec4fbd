import type { DeadLetterGroup } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { shortCount } from "../part/count.ts";
import { Table } from "../part/table.tsx";
import { Time } from "../part/time.tsx";
import { visible } from "../part/visible.ts";

export interface GroupsTableProps {
  readonly groups: readonly DeadLetterGroup[];
  readonly onChoose: (group: DeadLetterGroup) => void;
}

/** Dead letters that failed alike, most first. */
export function GroupsTable({ groups, onChoose }: GroupsTableProps): JSX.Element {
  return (
    <Table
      label="Dead letters by reason"
      mostRows={8}
      rows={groups}
      keyOf={({ consumer, reason, errorName, errorMessage }) =>
        JSON.stringify([consumer, reason, errorName, errorMessage])
      }
      onOpen={onChoose}
      columns={[
        {
          title: "Why",
          width: "minmax(12rem, 3fr)",
          cell: (group) => (
            <button type="button" class="link" title={visible(whyOf(group))} onClick={() => onChoose(group)}>
              {visible(whyOf(group))}
            </button>
          ),
        },
        { title: "Letters", width: "5rem", cell: ({ count }) => <strong>{shortCount(count)}</strong> },
        { title: "Consumer", width: "minmax(7rem, 1fr)", isExtra: true, cell: ({ consumer }) => consumer },
        { title: "Reason", width: "8rem", isExtra: true, cell: ({ reason }) => visible(reason) },
        {
          title: "Types",
          width: "minmax(8rem, 1fr)",
          isExtra: true,
          cell: ({ types }) => visible(types.join(", ")),
        },
        {
          title: "Deploy",
          width: "6rem",
          isExtra: true,
          cell: ({ versions = [] }) => <span class="mono">{visible(versions.join(", "))}</span>,
        },
        { title: "First", width: "6rem", isExtra: true, cell: ({ firstTime }) => <Time value={firstTime} /> },
        { title: "Last", width: "6rem", isExtra: true, cell: ({ lastTime }) => <Time value={lastTime} /> },
      ]}
    />
  );
}

function whyOf({ errorName, errorMessage }: DeadLetterGroup): string {
  return errorMessage === "" ? errorName : `${errorName}: ${errorMessage}`;
}
