import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import { deliveryKey, readDeliveryItem } from "../deliveries/delivery-item.ts";
import { type BatchOptions, getItems } from "../table/batches.ts";
import { type OpenSending, openSortKey } from "./job-keys.ts";
import { outcomeOf, type SendingOutcome } from "./outcome.ts";

export interface KnownOutcome {
  readonly sending: OpenSending;
  readonly outcome: SendingOutcome;
}

/** What became of a job's sendings that have not been counted, in their order. */
export type SendingOutcomes = (job: string, open: readonly OpenSending[]) => Promise<readonly KnownOutcome[]>;

/** So many are looked at every time; of more, one that was on its way is looked at again after a while. */
const alwaysLookedAt = 200;
const lookAgainMilliseconds = 1_000;

/** What an outcome is read from: DynamoDB sends no more of a delivery. */
const attributes = ["pk", "sk", "state", "replay", "job", "attempts"];

/**
 * A runner looks twenty times a second, and a thousand letters may be on their way: read each time, they would cost
 * more than all else that a replay does.
 */
export function createSendingOutcomes(
  options: BatchOptions & {
    /** Milliseconds since 1970. */
    readonly now: () => number;
  },
): SendingOutcomes {
  const known = new Map<string, ReadonlyMap<string, Seen>>();

  return async (job, open) => {
    const time = options.now();
    const before = known.get(job);
    const freshOutcome = (sending: OpenSending): SendingOutcome | undefined => {
      const seen = before?.get(openSortKey(sending));
      if (open.length <= alwaysLookedAt || seen === undefined) return undefined;
      const age = time - seen.time;
      return age >= 0 && age < lookAgainMilliseconds ? seen.outcome : undefined;
    };
    const asked = open.filter((sending) => freshOutcome(sending) === undefined);
    const keys = new Map(asked.map((each) => [idOf(each), deliveryKey(each.eventId, each.consumer)]));
    const items = await getItems(options, [...keys.values()], attributes);
    const records = new Map(items.map(readDeliveryItem).map((record) => [idOf(record), record]));
    const outcomes = open.map((sending): KnownOutcome => {
      const outcome = freshOutcome(sending) ?? outcomeOf(sending, job, records.get(idOf(sending)));
      return { sending, outcome };
    });
    const onTheirWay = outcomes.filter(({ outcome }) => outcome === "open" || outcome === "failing");
    if (onTheirWay.length <= alwaysLookedAt) known.delete(job);
    else
      known.set(
        job,
        new Map(onTheirWay.map((each) => [openSortKey(each.sending), seenAt(each, time, before)])),
      );
    return outcomes;
  };
}

interface Seen {
  readonly outcome: SendingOutcome;
  readonly time: number;
}

/** What was not read again keeps the time when it was. */
function seenAt(
  { sending, outcome }: KnownOutcome,
  time: number,
  before: ReadonlyMap<string, Seen> | undefined,
): Seen {
  const seen = before?.get(openSortKey(sending));
  const age = seen === undefined ? -1 : time - seen.time;
  return seen !== undefined && age >= 0 && age < lookAgainMilliseconds ? seen : { outcome, time };
}

function idOf({ eventId, consumer }: Pick<OpenSending, "eventId" | "consumer">): string {
  return deliveryIdOf(eventId, consumer);
}
