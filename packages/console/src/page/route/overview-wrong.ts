import type { ConsumerReport, Overview, SourceReport } from "@hookyard/core/operator/operator";

/** Something that is wrong now, and what to do about it. */
export interface Wrong {
  readonly what: string;
  readonly why: string;
  /** The page where it is seen to. */
  readonly to: string;
  readonly next: string;
}

export interface WrongOptions {
  readonly overview: Overview;
  readonly sources: readonly SourceReport[];
  readonly consumers: readonly ConsumerReport[];
}

const fullShare = 0.9;
const oldBacklogSeconds = 300;
/** Refusals before that are history. */
const freshMilliseconds = 3_600_000;

/** What is wrong, most urgent first: what loses new events before what delays them, before what waits for somebody. */
export function findWrong({ overview, sources, consumers }: WrongOptions, now: number): readonly Wrong[] {
  return [
    ...unknownWrong(overview),
    ...storageWrong(overview),
    ...consumers.flatMap(backlogWrong),
    ...sources.flatMap((source) => refusedWrong(source, now)),
    ...sources.flatMap(lateWrong),
    ...deadWrong(overview, consumers),
    ...conflictWrong(overview),
  ];
}

/** Where numbers are missing, nothing else here can be relied on. */
function unknownWrong({ unknown = [] }: Overview): readonly Wrong[] {
  return unknown.map((why) => ({
    what: "Some numbers are not known",
    why,
    to: "/consumers",
    next: "See what is known",
  }));
}

function storageWrong({ storage: { usedBytes, limitBytes } }: Overview): readonly Wrong[] {
  if (limitBytes === 0 || usedBytes < limitBytes * fullShare) return [];
  return [
    {
      what: `The database is ${Math.round((usedBytes / limitBytes) * 100)} % full`,
      why: "When it is full, new webhooks are told to come again later. Raise --max-storage or lower --retention.",
      to: "/events",
      next: "See what fills it",
    },
  ];
}

function backlogWrong({ consumer, backlogAgeSeconds, deliveries }: ConsumerReport): readonly Wrong[] {
  if (backlogAgeSeconds < oldBacklogSeconds) return [];
  return [
    {
      what: `${consumer} is ${Math.round(backlogAgeSeconds / 60)} minutes behind`,
      why: `${deliveries.scheduled} deliveries wait for it. It is slow, it fails, or it is paused.`,
      to: "/events?q=state:scheduled",
      next: "See what waits",
    },
  ];
}

function refusedWrong({ source, refused }: SourceReport, now: number): readonly Wrong[] {
  const fresh = refused.filter(({ lastTime }) => now - Date.parse(lastTime) < freshMilliseconds);
  const [first] = fresh;
  if (first === undefined) return [];
  return [
    {
      what: `Requests at ${source} are refused (${first.reason})`,
      why: first.explanation?.message ?? "What was sent could not be proven to be the provider's.",
      to: `/refused?source=${encodeURIComponent(source)}`,
      next: "See why",
    },
  ];
}

function lateWrong({ source, acknowledgements }: SourceReport): readonly Wrong[] {
  if (acknowledgements === undefined || acknowledgements.late === 0) return [];
  const { late, deadlineSeconds } = acknowledgements;
  return [
    {
      what: `${late} requests at ${source} were answered too late`,
      why: `The provider waits ${deadlineSeconds ?? "a few"} seconds, then it counts them as failed and sends them again.`,
      to: "/sources",
      next: "See the source",
    },
  ];
}

function deadWrong({ deliveries }: Overview, consumers: readonly ConsumerReport[]): readonly Wrong[] {
  if (deliveries.dead === 0) return [];
  const worst = consumers.toSorted((one, other) => other.deliveries.dead - one.deliveries.dead)[0];
  return [
    {
      what: deliveries.dead === 1 ? "1 delivery was given up" : `${deliveries.dead} deliveries were given up`,
      why:
        worst === undefined
          ? "Nothing more happens to them by itself."
          : `Most at ${worst.consumer} (${worst.deliveries.dead}). Nothing more happens to them by itself: fix the cause, then replay.`,
      to: "/dead-letters",
      next: "See the dead letters",
    },
  ];
}

function conflictWrong({ conflicts }: Overview): readonly Wrong[] {
  if (conflicts === 0) return [];
  return [
    {
      what: `${conflicts} events came again under the same id with another body`,
      why: "The first is kept and was delivered; the others are beside it.",
      to: "/events",
      next: "See the events",
    },
  ];
}
