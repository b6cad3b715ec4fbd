import type { DeadLetterGroup } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { get } from "../api.ts";
import { Action } from "../part/action.tsx";
import { Field } from "../part/field.tsx";
import { Empty, Loading, Problem } from "../part/notice.tsx";
import { useSearchWords } from "../part/use-search-words.ts";
import { useMayAct } from "../session.ts";
import { useData } from "../use-data.ts";
import { CheckedOut } from "./checked-out.tsx";
import { GroupsTable } from "./dead-letter-groups.tsx";
import { DiscardDialog } from "./discard-dialog.tsx";
import { JobsTable } from "./jobs-table.tsx";
import { LettersTable, type LetterWords } from "./letters-table.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";

const filterNames = ["consumer", "type", "source", "error"] as const;

/** What was given up and why, what replaying it would do, and the runs that do. */
export function DeadLettersPage(): JSX.Element {
  const [filter, choose] = useSearchWords(filterNames);
  const [dialog, setDialog] = useState<"replay" | "discard">();
  const mayAct = useMayAct();
  const { value, error, reload } = useData(
    `groups ${JSON.stringify(filter)}`,
    (signal) => get<readonly DeadLetterGroup[]>("/v1/dead-letters/groups", filter, signal),
    5,
  );
  const close = (): void => {
    setDialog(undefined);
    reload();
  };
  const count = value?.reduce((sum, group) => sum + group.count, 0) ?? 0;
  return (
    <div class="page">
      <div class="page-head">
        <h1>Dead letters</h1>
        {mayAct && (
          <div class="row">
            <button
              type="button"
              class="button button-main"
              disabled={count === 0}
              onClick={() => setDialog("replay")}
            >
              Plan a replay
            </button>
            <button
              type="button"
              class="button button-danger"
              disabled={count === 0}
              onClick={() => setDialog("discard")}
            >
              Discard
            </button>
          </div>
        )}
      </div>
      <Filter key={JSON.stringify(filter)} filter={filter} onChange={choose} />
      {error !== undefined && <Problem message={error} />}
      {value === undefined ? (
        error === undefined && <Loading />
      ) : count === 0 ? (
        <Empty title={Object.keys(filter).length === 0 ? "There are no dead letters" : "No dead letters fit"}>
          <p>A delivery that fails for good appears here with its reason.</p>
        </Empty>
      ) : (
        <>
          <section>
            <h2 class="section-title">By reason</h2>
            <GroupsTable
              groups={value}
              onChoose={({ consumer, errorName }) => choose({ ...filter, consumer, error: errorName })}
            />
          </section>
          <section>
            <h2 class="section-title">Letters, oldest first</h2>
            <LettersTable key={JSON.stringify(filter)} filter={filter} onChanged={reload} />
          </section>
        </>
      )}
      <CheckedOut />
      <section>
        <h2 class="section-title">Runs</h2>
        <JobsTable />
      </section>
      {dialog === "replay" && <ReplayDialog filter={filter} onClose={close} />}
      {dialog === "discard" && <DiscardDialog filter={filter} count={count} onClose={close} />}
    </div>
  );
}

interface FilterProps {
  readonly filter: LetterWords;
  readonly onChange: (filter: LetterWords) => void;
}

function Filter({ filter, onChange }: FilterProps): JSX.Element {
  const [words, setWords] = useState(filter);
  const submit = (event: Event): void => {
    event.preventDefault();
    onChange(words);
  };
  const labels = { consumer: "Consumer", type: "Type", source: "Source", error: "Error contains" };
  return (
    <form class="filters" role="search" onSubmit={submit}>
      {filterNames.map((name) => (
        <Field key={name} label={labels[name]}>
          {(id) => (
            <input
              id={id}
              value={words[name] ?? ""}
              onInput={({ currentTarget: { value } }) => setWords((old) => ({ ...old, [name]: value }))}
            />
          )}
        </Field>
      ))}
      <div class="row">
        <button type="submit" class="button button-plain">
          Apply
        </button>
        <Action
          run={async () => {
            onChange({});
            return undefined;
          }}
        >
          Clear
        </Action>
      </div>
    </form>
  );
}
