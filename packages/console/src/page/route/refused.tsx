import type { Page, RefusedSummary } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { get } from "../api.ts";
import { useKeys } from "../keys.ts";
import { runAction } from "../part/action.tsx";
import { Badge } from "../part/badge.tsx";
import { byteSize } from "../part/count.ts";
import { Field } from "../part/field.tsx";
import { Empty, Loading, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { Time } from "../part/time.tsx";
import { usePages } from "../part/use-pages.ts";
import { useSearchWords } from "../part/use-search-words.ts";
import { useSelection } from "../part/use-selection.ts";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { RefusedDialog } from "./refused-dialog.tsx";
import { retryRefused } from "./retry-refused.ts";

/** Requests that were not believed, with what explains each. */
export function RefusedPage(): JSX.Element {
  const [{ source = "" }, setWords] = useSearchWords(["source"]);
  const [turn, setTurn] = useState(0);
  return (
    <div class="page">
      <h1>Refused</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Field label="Source">
          {(id) => (
            <input
              id={id}
              value={source}
              onChange={({ currentTarget: { value } }) => setWords({ source: value })}
            />
          )}
        </Field>
      </form>
      <Requests key={`${source} ${turn}`} source={source} onChanged={() => setTurn(turn + 1)} />
    </div>
  );
}

function Requests({ source, onChanged }: { source: string; onChanged: () => void }): JSX.Element {
  const [shown, setShown] = useState<RefusedSummary>();
  const mayAct = useMayAct();
  const { rows, error, isFirst, more } = usePages<RefusedSummary>((cursor) =>
    get<Page<RefusedSummary>>("/v1/refused", { limit: 100, cursor, source }),
  );
  const { selected, next, previous, select } = useSelection(rows, ({ id }) => id);
  const open = (request: RefusedSummary | undefined): void => {
    if (request === undefined) return;
    select(request);
    setShown(request);
  };
  useKeys({
    j: next,
    k: previous,
    Enter: () => open(selected),
    r: () => {
      if (selected !== undefined && mayAct) {
        void runAction(async () => {
          const said = await retryRefused(selected.id);
          onChanged();
          return said;
        });
      }
    },
  });
  if (error !== undefined) return <Problem message={error} />;
  if (isFirst) return <Loading />;
  if (rows.length === 0) {
    return (
      <Empty title="No refused requests are kept">
        <p>A request whose signature or form is wrong appears here, with what explains it.</p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        label="Refused requests"
        rows={rows}
        keyOf={({ id }) => id}
        selected={selected?.id}
        onOpen={open}
        onEnd={more}
        columns={[
          {
            title: "What explains it",
            width: "minmax(14rem, 4fr)",
            cell: (request) => (
              <button type="button" class="link" onClick={() => open(request)}>
                {visible(request.explanation.message)}
              </button>
            ),
          },
          { title: "Refused", width: "6rem", cell: ({ receivedtime }) => <Time value={receivedtime} /> },
          {
            title: "Source",
            width: "minmax(6rem, 1fr)",
            isExtra: true,
            cell: (each) => visible(each.source),
          },
          {
            title: "Reason",
            width: "minmax(9rem, 1fr)",
            isExtra: true,
            cell: ({ reason }) => <Badge tone="bad">{reason}</Badge>,
          },
          { title: "Size", width: "5rem", isExtra: true, cell: ({ bytes }) => byteSize(bytes) },
        ]}
      />
      {shown !== undefined && (
        <RefusedDialog
          request={shown}
          onClose={() => setShown(undefined)}
          onChanged={() => {
            setShown(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
}
