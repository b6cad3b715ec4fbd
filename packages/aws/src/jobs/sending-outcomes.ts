import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import { deliveryKey, readDeliveryItem } from "../deliveries/delivery-item.ts";
import { type BatchOptions, getItems } from "../table/batches.ts";
import { type OpenSending, openSortKey } from "./job-keys.ts";
import { outcomeOf, type SendingOutcome } from "./outcome.ts";
import { createSeenSendings } from "./seen-sendings.ts";

export interface KnownOutcome {
  readonly sending: OpenSending;
  readonly outcome: SendingOutcome;
}

/** Says what became of a job's sendings that have not been counted. */
export interface SendingOutcomes {
  /** Begins to look at all of a job's. */
  look(job: string): SendingsLook;
}

export interface SendingsLook {
  /** What became of some of them, in their order. */
  outcomes(sendings: readonly OpenSending[]): Promise<readonly KnownOutcome[]>;
  /** All were looked at: what was not among them has been counted, and is forgotten. */
  end(): void;
}

export interface SendingOutcomesOptions extends BatchOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Deliveries that are in memory at once, whose attempts may be 100 KB each. */
const readAtOnce = 100;

/** What an outcome is read from: DynamoDB sends no more of a delivery. */
const attributes = ["pk", "sk", "state", "replay", "job", "attempts"];

/**
 * A runner looks twenty times a second, and thousands of letters may be on their way: read each time, they would cost
 * more than all else that a replay does. What was on its way a moment ago is remembered for a while: `seen-sendings.ts`.
 */
export function createSendingOutcomes(options: SendingOutcomesOptions): SendingOutcomes {
  const seen = createSeenSendings();

  const read = async (job: string, asked: readonly OpenSending[]) => {
    const found = new Map<string, SendingOutcome>();
    for (let start = 0; start < asked.length; start += readAtOnce) {
      const part = asked.slice(start, start + readAtOnce);
      const keys = new Map(part.map((each) => [idOf(each), deliveryKey(each.eventId, each.consumer)]));
      const items = await getItems(options, [...keys.values()], attributes);
      const records = new Map(items.map(readDeliveryItem).map((record) => [idOf(record), record]));
      for (const each of part) found.set(openSortKey(each), outcomeOf(each, job, records.get(idOf(each))));
    }
    return found;
  };

  return {
    look(job) {
      const time = options.now();
      const own = seen.of(job, time);
      return {
        async outcomes(sendings) {
          const known = sendings.map((sending) => ({ sending, key: openSortKey(sending) }));
          const asked = known.filter(({ key }) => own.get(key) === undefined);
          const found = await read(
            job,
            asked.map(({ sending }) => sending),
          );
          return known.map(({ sending, key }): KnownOutcome => {
            const outcome = found.get(key);
            if (outcome === undefined) return { sending, outcome: own.get(key) ?? "unsent" };
            own.note(key, outcome);
            return { sending, outcome };
          });
        },
        end: () => own.end(),
      };
    },
  };
}

function idOf({ eventId, consumer }: Pick<OpenSending, "eventId" | "consumer">): string {
  return deliveryIdOf(eventId, consumer);
}
