import type { EventSummary } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import { useKeys } from "../keys.ts";
import { runAction } from "../part/action.tsx";
import { Badge, StatesBadge } from "../part/badge.tsx";
import { Empty, Problem } from "../part/notice.tsx";
import { type Column, Table } from "../part/table.tsx";
import { ExactTime, Time } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { ReplayArchiveDialog } from "./replay-archive-dialog.tsx";
import { replayDead } from "./replay-event.ts";
import { readSearch, searchHelp } from "./search.ts";
import { useEvents } from "./use-events.ts";

/** Every event: live, and searched. */
export function EventsPage(): JSX.Element {
  const [, go] = useLocation();
  const [text, setText] = useState(() => new URLSearchParams(location.search).get("q") ?? "");
  const [sought, setSought] = useState(text);
  const [isLive, setLive] = useState(true);
  const [selected, setSelected] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const search = useMemo(() => readSearch(sought, Date.now()), [sought]);
  const list = useEvents(search.query, isLive);
  const mayAct = useMayAct();
  const [isReplaying, setReplaying] = useState(false);

  useEffect(() => {
    if (search.id !== undefined) go(`/events/${encodeURIComponent(search.id)}`);
  }, [search.id]);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSought(text);
      // The address says what is shown, to be sent to somebody else.
      const path = text === "" ? location.pathname : `${location.pathname}?q=${encodeURIComponent(text)}`;
      history.replaceState(null, "", path);
    }, 250);
    return () => clearTimeout(timer);
  }, [text]);

  const move = (step: number): void => {
    const at = list.rows.findIndex(({ id }) => id === selected);
    const next = at < 0 ? 0 : Math.min(list.rows.length - 1, Math.max(0, at + step));
    setSelected(list.rows[next]?.id);
  };
  const open = ({ id }: { readonly id: string }): void => go(`/events/${encodeURIComponent(id)}`);
  const chosen = list.rows.find(({ id }) => id === selected);
  useKeys({
    "/": () => field.current?.focus(),
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(chosen !== undefined && { Enter: () => open(chosen) }),
    ...(chosen !== undefined && mayAct && { r: () => void runAction(() => replayDead(chosen)) }),
    Escape: () => setSelected(undefined),
  });

  return (
    <div class="page">
      <div class="page-head">
        <h1>Events</h1>
        <div class="row">
          <LiveMark state={list.live} />
          <button
            type="button"
            class="button button-plain"
            aria-pressed={isLive}
            onClick={() => setLive(!isLive)}
          >
            {isLive ? "Stop the live view" : "Show new ones live"}
          </button>
          {mayAct && (
            <button type="button" class="button button-plain" onClick={() => setReplaying(true)}>
              Replay accepted events
            </button>
          )}
        </div>
      </div>
      <form role="search" class="field" onSubmit={(event) => event.preventDefault()}>
        <label for="search">
          Search <kbd>/</kbd>
        </label>
        <input
          id="search"
          ref={field}
          type="search"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="search-hint"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
          }}
        />
        <p class="hint" id="search-hint">
          An id, a word, or <code>{searchHelp}</code>
        </p>
      </form>
      {search.problems.map((problem) => (
        <Problem key={problem} message={problem} />
      ))}
      {list.error !== undefined && <Problem message={list.error} />}
      {list.rows.length === 0 && !list.isLoading ? (
        <NoEvents
          isSearch={sought !== ""}
          isWhole={list.isWhole}
          searchedTo={list.searchedTo}
          onMore={list.more}
        />
      ) : (
        <Table
          label="Events"
          rows={list.rows}
          columns={columns}
          keyOf={({ id }) => id}
          selected={selected}
          onOpen={open}
          onEnd={list.more}
        />
      )}
      <p class="quiet" role="status">
        {list.isLoading ? "Loading" : `${list.rows.length} shown${list.isWhole ? ", all that fit" : ""}`}
      </p>
      {isReplaying && <ReplayArchiveDialog query={search.query} onClose={() => setReplaying(false)} />}
    </div>
  );
}

function LiveMark({ state }: { state: "connecting" | "live" | "off" }): JSX.Element | null {
  switch (state) {
    case "live":
      return (
        <span class="quiet">
          <span class="live-dot" />
          Live
        </span>
      );
    case "connecting":
      return <span class="quiet">Connecting</span>;
    case "off":
      return null;
  }
}

interface NoEventsProps {
  readonly isSearch: boolean;
  readonly isWhole: boolean;
  readonly searchedTo: string | undefined;
  readonly onMore: () => void;
}

function NoEvents({ isSearch, isWhole, searchedTo, onMore }: NoEventsProps): JSX.Element {
  if (!isSearch) {
    return (
      <Empty title="No events yet">
        <p>
          Send one: <code>npx hookyard trigger &lt;source&gt;</code>
        </p>
      </Empty>
    );
  }
  return (
    <Empty title={isWhole ? "No event fits" : "None found so far"}>
      {searchedTo !== undefined && (
        <p>
          Looked back to <ExactTime value={searchedTo} />
        </p>
      )}
      {!isWhole && (
        <button type="button" class="button" onClick={onMore}>
          Look further back
        </button>
      )}
    </Empty>
  );
}

const columns: readonly Column<EventSummary>[] = [
  {
    title: "Type",
    width: "minmax(11rem, 2fr)",
    cell: ({ id, type }) => <Link href={`/events/${encodeURIComponent(id)}`}>{visible(type)}</Link>,
  },
  {
    title: "Deliveries",
    width: "minmax(8rem, 1fr)",
    cell: ({ deliveries, duplicates, conflicts }) => (
      <>
        <StatesBadge states={deliveries.map(({ state }) => state)} />{" "}
        {conflicts > 0 && <Badge tone="warn">conflict</Badge>}{" "}
        {duplicates > 0 && <Badge tone="quiet">×{duplicates + 1}</Badge>}
      </>
    ),
  },
  { title: "Received", width: "7rem", cell: ({ receivedtime }) => <Time value={receivedtime} /> },
  { title: "Source", width: "minmax(6rem, 1fr)", cell: ({ source }) => visible(source) },
  {
    title: "Subject",
    width: "minmax(8rem, 1.5fr)",
    isExtra: true,
    cell: ({ subject }) => <span class="mono">{visible(subject ?? "")}</span>,
  },
  {
    title: "Id",
    width: "minmax(8rem, 1.5fr)",
    isExtra: true,
    cell: ({ id }) => <span class="mono">{visible(id)}</span>,
  },
];
