import type { SendingOutcome } from "./outcome.ts";

/** What is on its way. */
type OnItsWay = Extract<SendingOutcome, "open" | "failing">;

/** One look at what was seen of a job's sendings. */
export interface SeenSendings {
  /** What it was a moment ago; `undefined`: it has to be read. */
  get(key: string): OnItsWay | undefined;
  /** Notes what it was read as: what is not on its way is not remembered. */
  note(key: string, outcome: SendingOutcome): void;
  /** Forgets what this look has not asked for. */
  end(): void;
}

interface Seen {
  outcome: OnItsWay;
  /** When it was read; milliseconds since 1970. */
  time: number;
  /** The last look that asked for it. */
  look: number;
  /** Counts up: what was seen first is the oldest. */
  readonly order: number;
}

/** So many, the oldest, are read at every look: they are the first to have a result. */
const alwaysRead = 200;
/** Of the others, one that was on its way is read again after a while. */
const readAgainMilliseconds = 1_000;
/** Of all jobs together, some 300 bytes each; a job has no more on their way. What is beyond is read at every look. */
const mostRemembered = 20_000;

/** Remembers what was on its way, of the jobs that were looked at last. */
export function createSeenSendings(): { of(job: string, now: number): SeenSendings } {
  const jobs = new Map<string, Map<string, Seen>>();
  let [looks, count, remembered] = [0, 0, 0];

  const forget = (job: string): void => {
    remembered -= jobs.get(job)?.size ?? 0;
    jobs.delete(job);
  };
  /** Makes room for one more, where other jobs have it. */
  const hasRoom = (job: string): boolean => {
    for (const other of jobs.keys()) {
      if (remembered < mostRemembered) break;
      if (other !== job) forget(other);
    }
    return remembered < mostRemembered;
  };

  return {
    of(job, now) {
      const own = jobs.get(job) ?? new Map<string, Seen>();
      jobs.delete(job);
      jobs.set(job, own); // the last one that was looked at
      const look = ++looks;
      const firstYoung = orderAt(own, alwaysRead);
      return {
        get(key) {
          const seen = own.get(key);
          if (seen === undefined) return undefined;
          seen.look = look;
          const age = now - seen.time;
          const isFresh = seen.order >= firstYoung && age >= 0 && age < readAgainMilliseconds;
          return isFresh ? seen.outcome : undefined;
        },
        note(key, outcome) {
          if (jobs.get(job) !== own) return; // another job's look took its room
          const seen = own.get(key);
          if (outcome !== "open" && outcome !== "failing") {
            if (own.delete(key)) remembered -= 1;
          } else if (seen !== undefined) Object.assign(seen, { outcome, time: now });
          else if (hasRoom(job)) {
            own.set(key, { outcome, time: now, look, order: ++count });
            remembered += 1;
          }
        },
        end() {
          if (jobs.get(job) !== own) return;
          for (const [key, seen] of own) {
            if (seen.look === look) continue;
            own.delete(key);
            remembered -= 1;
          }
          if (own.size === 0) forget(job);
        },
      };
    },
  };
}

/** The order of the one at this place; infinite where there are not so many. */
function orderAt(own: ReadonlyMap<string, Seen>, place: number): number {
  let index = 0;
  for (const { order } of own.values()) if (index++ === place) return order;
  return Number.POSITIVE_INFINITY;
}
