import { compilePattern, matches } from "../pattern/index.ts";
import type { ConsumerPause } from "./consumer-control.ts";
import type {
  ConsumerReport,
  DeadLetterChange,
  DeadLetterDetail,
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterSummary,
  EventDetail,
  EventQuery,
  EventSummary,
  Operator,
  Overview,
  Page,
  PageRequest,
  RefusedDetail,
  RefusedFilter,
  RefusedRetry,
  RefusedSummary,
  SourceReport,
} from "./operator.ts";

/** What a {@link createMemoryOperator} holds; tests may change it while it is in use. */
export interface MemoryOperatorState {
  readonly sources: SourceReport[];
  readonly consumers: ConsumerReport[];
  /** Oldest first. */
  readonly events: EventDetail[];
  /** Oldest first. */
  letters: DeadLetterDetail[];
  readonly discarded: { readonly id: string; readonly reason: string }[];
  /** Oldest first. */
  refused: RefusedDetail[];
  /** Ids of refused requests that verify when they are tried again. */
  readonly corrected: string[];
}

/** An {@link Operator} on plain lists, for tests of what speaks to one. It delivers nothing. */
export function createMemoryOperator(given: Partial<MemoryOperatorState> = {}): {
  readonly operator: Operator;
  readonly state: MemoryOperatorState;
} {
  const state = {
    sources: [],
    consumers: [],
    events: [],
    letters: [],
    discarded: [],
    refused: [],
    corrected: [],
    ...given,
  };
  return { operator: operatorOf(state), state };
}

function operatorOf(state: MemoryOperatorState): Operator {
  const take = (filter: DeadLetterFilter, limit: number): DeadLetterChange => {
    const fitting = state.letters.filter((letter) => letterFits(letter, filter));
    const taken = new Set(fitting.slice(0, limit));
    state.letters = state.letters.filter((letter) => !taken.has(letter));
    return { ids: [...taken].map(({ id }) => id), left: fitting.length - taken.size };
  };

  const setPause = (name: string, pausedTime: string | undefined): ConsumerPause | undefined => {
    const index = state.consumers.findIndex(({ consumer }) => consumer === name);
    const found = state.consumers[index];
    if (found === undefined) return undefined;
    const { pausedTime: _, ...going } = found;
    state.consumers[index] = pausedTime === undefined ? going : { ...going, pausedTime };
    return { consumer: name, paused: pausedTime !== undefined };
  };

  return {
    consumerControl: {
      pause: async (name) => setPause(name, "2026-05-01T12:00:00.000Z"),
      resume: async (name) => setPause(name, undefined),
      explain: async (event) =>
        state.consumers.map(({ consumer, on }) => {
          const matches = on.some((type) => type === event["type"]);
          const reasons = matches ? [] : [{ path: "type", reason: "no value here matches" }];
          return { consumer, matches, reasons };
        }),
    },
    overview: async () => overviewOf(state),
    sources: async () => state.sources,
    consumers: async () => state.consumers,
    events: async (query) => {
      const rows = state.events.filter((event) => eventFits(event, query));
      return pageOf(rows.reverse().map(eventSummary), query);
    },
    event: async (id) => state.events.find((event) => event.id === id),
    eventsAfter: async (cursor, limit) => {
      const start = cursor === undefined ? state.events.length : Number(cursor);
      const rows = state.events.slice(start, start + limit);
      return { rows: rows.map(eventSummary), cursor: String(start + rows.length) };
    },
    deadLetterGroups: async (filter) =>
      groupsOf(state.letters.filter((letter) => letterFits(letter, filter))),
    deadLetters: async (filter, page) => {
      return pageOf(state.letters.filter((letter) => letterFits(letter, filter)).map(letterSummary), page);
    },
    deadLetter: async (id) => state.letters.find((letter) => letter.id === id),
    replayDeadLetters: async (filter, limit) => take(filter, limit),
    discardDeadLetters: async (filter, limit, reason) => {
      const change = take(filter, limit);
      state.discarded.push(...change.ids.map((id) => ({ id, reason })));
      return change;
    },
    refusedRequests: async (filter, page) => {
      const fitting = state.refused.filter((one) => refusedFits(one, filter));
      return pageOf(fitting.reverse().map(refusedSummary), page);
    },
    refusedRequest: async (id) => state.refused.find((one) => one.id === id),
    retryRefused: async (ids) => ids.map((id) => retry(state, id)),
    discardRefused: async (ids) => {
      const found = ids.filter((id) => state.refused.some((one) => one.id === id));
      state.refused = state.refused.filter(({ id }) => !found.includes(id));
      return { ids: found };
    },
    close: async () => {},
  };
}

function retry(state: MemoryOperatorState, id: string): RefusedRetry {
  const found = state.refused.find((one) => one.id === id);
  if (found === undefined) return { id, status: "not_found", events: [] };
  if (!state.corrected.includes(id)) {
    return { id, status: "refused", events: [], reason: found.reason, explanation: found.explanation };
  }
  state.refused = state.refused.filter((one) => one !== found);
  return { id, status: "accepted", events: [`evt_of_${id}`] };
}

function refusedSummary({
  method: _method,
  path: _path,
  headers: _headers,
  ...summary
}: RefusedDetail): RefusedSummary {
  return summary;
}

function refusedFits(one: RefusedDetail, filter: RefusedFilter): boolean {
  return (
    (filter.ids === undefined || filter.ids.includes(one.id)) &&
    equalOrAny(filter.source, one.source) &&
    equalOrAny(filter.reason, one.reason) &&
    equalOrAny(filter.explanation, one.explanation.code) &&
    timeFits(filter, one.receivedtime)
  );
}

function overviewOf({ events, letters, discarded, refused }: MemoryOperatorState): Overview {
  return {
    engine: "embedded",
    events: events.length,
    deliveries: { scheduled: 0, done: 0, dead: letters.length, discarded: discarded.length },
    backlogAgeSeconds: 0,
    duplicates: 0,
    conflicts: 0,
    refused: refused.length,
    storage: { usedBytes: 0, limitBytes: 0 },
    problems: [],
  };
}

function eventFits(event: EventDetail, query: EventQuery): boolean {
  return (
    equalOrAny(query.source, event.source) &&
    typeFits(query.type, event.type) &&
    equalOrAny(query.subject, event.subject) &&
    equalOrAny(query.providerId, event.providerid) &&
    timeFits(query, event.receivedtime) &&
    (query.state === undefined || event.deliveries.some(({ state }) => state === query.state)) &&
    (query.where === undefined || matches(compilePattern(query.where), event.event))
  );
}

function letterFits(letter: DeadLetterDetail, filter: DeadLetterFilter): boolean {
  const error = `${letter.errorName} ${letter.errorMessage}`.toLowerCase();
  return (
    (filter.ids === undefined || filter.ids.includes(letter.id)) &&
    equalOrAny(filter.consumer, letter.consumer) &&
    typeFits(filter.type, letter.type) &&
    equalOrAny(filter.source, letter.source) &&
    timeFits(filter, letter.deadTime) &&
    (filter.error === undefined || error.includes(filter.error.toLowerCase()))
  );
}

function equalOrAny(wanted: string | undefined, value: string | undefined): boolean {
  return wanted === undefined || wanted === value;
}

function typeFits(wanted: string | undefined, type: string): boolean {
  return wanted?.endsWith("*") === true ? type.startsWith(wanted.slice(0, -1)) : equalOrAny(wanted, type);
}

function timeFits(
  { since, until }: { readonly since?: string; readonly until?: string },
  time: string,
): boolean {
  return (
    (since === undefined || Date.parse(time) >= Date.parse(since)) &&
    (until === undefined || Date.parse(time) < Date.parse(until))
  );
}

function pageOf<Row>(rows: readonly Row[], { limit, cursor }: PageRequest): Page<Row> {
  const start = cursor === undefined ? 0 : Number(cursor);
  const page = rows.slice(start, start + limit);
  return start + limit < rows.length ? { rows: page, next: String(start + limit) } : { rows: page };
}

function eventSummary(detail: EventDetail): EventSummary {
  const {
    id,
    source,
    type,
    subject,
    provider,
    providertype,
    providerid,
    receivedtime,
    duplicates,
    conflicts,
  } = detail;
  const summary = {
    id,
    source,
    type,
    provider,
    providertype,
    providerid,
    receivedtime,
    duplicates,
    conflicts,
  };
  return { ...summary, ...(subject === undefined ? {} : { subject }), deliveries: detail.deliveries };
}

function letterSummary(detail: DeadLetterDetail): DeadLetterSummary {
  const { id, consumer, eventId, type, source, reason, errorName, errorMessage, deadTime, attempts, replay } =
    detail;
  return { id, consumer, eventId, type, source, reason, errorName, errorMessage, deadTime, attempts, replay };
}

function groupsOf(letters: readonly DeadLetterDetail[]): readonly DeadLetterGroup[] {
  const groups = new Map<string, DeadLetterDetail[]>();
  for (const letter of letters) {
    const key = JSON.stringify([letter.consumer, letter.reason, letter.errorName, letter.errorMessage]);
    groups.set(key, [...(groups.get(key) ?? []), letter]);
  }
  return [...groups.values()].flatMap(groupOf).sort((one, other) => other.count - one.count);
}

function groupOf(letters: readonly DeadLetterDetail[]): readonly DeadLetterGroup[] {
  const [first] = letters;
  const last = letters.at(-1);
  if (first === undefined || last === undefined) return [];
  const { consumer, reason, errorName, errorMessage, id: sample } = first;
  return [
    {
      consumer,
      reason,
      errorName,
      errorMessage,
      types: [...new Set(letters.map(({ type }) => type))],
      count: letters.length,
      firstTime: first.deadTime,
      lastTime: last.deadTime,
      sample,
    },
  ];
}
