import type { DeadLetterChange, DeadLetterSummary, Page } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { Link, useLocation } from "wouter-preact";
import { get, post } from "../api.ts";
import { useKeys } from "../keys.ts";
import { runAction } from "../part/action.tsx";
import { Loading, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { Time } from "../part/time.tsx";
import { usePages } from "../part/use-pages.ts";
import { useSelection } from "../part/use-selection.ts";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";

/** A filter as words can say it. */
export type LetterWords = Readonly<Partial<Record<"consumer" | "type" | "source" | "error", string>>>;

export interface LettersTableProps {
  readonly filter: LetterWords;
  readonly onChanged: () => void;
}

/** Letters one by one: `j` and `k` choose, Enter opens the event, `r` sends the chosen one again. */
export function LettersTable({ filter, onChanged }: LettersTableProps): JSX.Element {
  const [, go] = useLocation();
  const mayAct = useMayAct();
  const { rows, error, isFirst, more, remove } = usePages<DeadLetterSummary>((cursor) =>
    get<Page<DeadLetterSummary>>("/v1/dead-letters", { ...filter, limit: 100, cursor }),
  );
  const { selected, next, previous, select } = useSelection(rows, idOf);
  const open = (letter: DeadLetterSummary | undefined): void => {
    if (letter !== undefined) go(`/events/${encodeURIComponent(letter.eventId)}`);
  };
  const replay = async (letter: DeadLetterSummary): Promise<string> => {
    const body = { filter: { ids: [letter.id] }, limit: 1 };
    const { ids } = await post<DeadLetterChange>("/v1/dead-letters/replay", body);
    if (ids.length === 0) return "It was not sent: somebody has checked it out, or it is dead no more";
    remove(letter);
    onChanged();
    return `Sent again to ${letter.consumer}`;
  };
  useKeys({
    j: next,
    k: previous,
    Enter: () => open(selected),
    r: () => {
      if (selected !== undefined && mayAct) void runAction(() => replay(selected));
    },
  });
  if (error !== undefined) return <Problem message={error} />;
  if (isFirst) return <Loading />;
  return (
    <Table
      label="Dead letters"
      mostRows={10}
      rows={rows}
      keyOf={idOf}
      selected={selected?.id}
      onOpen={select}
      onEnd={more}
      columns={[
        {
          title: "Event",
          width: "minmax(10rem, 2fr)",
          cell: ({ eventId, type }) => (
            <Link href={`/events/${encodeURIComponent(eventId)}`}>{visible(type)}</Link>
          ),
        },
        { title: "Dead", width: "6rem", cell: ({ deadTime }) => <Time value={deadTime} /> },
        { title: "Consumer", width: "minmax(7rem, 1fr)", isExtra: true, cell: ({ consumer }) => consumer },
        {
          title: "Error",
          width: "minmax(10rem, 2fr)",
          isExtra: true,
          cell: ({ errorName, errorMessage }) => visible(`${errorName}: ${errorMessage}`),
        },
        { title: "Attempts", width: "5rem", isExtra: true, cell: ({ attempts }) => attempts },
        { title: "Sent again", width: "6rem", isExtra: true, cell: ({ replay: times }) => times },
      ]}
    />
  );
}

function idOf({ id }: DeadLetterSummary): string {
  return id;
}
