import {
  IdempotencyConfig,
  IdempotencyRecordStatus,
  makeIdempotent,
} from "@aws-lambda-powertools/idempotency";
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
} from "@aws-lambda-powertools/idempotency";
import { BasePersistenceLayer, IdempotencyRecord } from "@aws-lambda-powertools/idempotency/persistence";
import type {
  IdempotencyItem,
  IdempotencyKey,
  IdempotencyTable,
} from "@hookyard/aws/idempotency/idempotency-table";
import type { AttemptEnd } from "./run-attempt.ts";

/** What an effect came to. `known`: it was had before, and was not had again; `busy`: somebody else is at it. */
export type OnceEnd = AttemptEnd | { readonly outcome: "known" } | { readonly outcome: "busy" };

/** Has an effect once. Rejects when the table does not answer before the effect; then nothing was run. */
export type Once = (
  key: IdempotencyKey,
  remainingMilliseconds: () => number,
  run: () => Promise<AttemptEnd>,
) => Promise<OnceEnd>;

/**
 * For as long as a copy of an event may come: SQS forgets after 14 days.
 *
 *   claim ──▶ INPROGRESS ──run went well──▶ COMPLETED ──15 days──▶ (forgotten)
 *                 │  └──run failed──▶ (deleted: free for the next attempt)
 *                 └──the function's time is over──▶ (free: its owner crashed)
 */
const expiresAfterSeconds = 15 * 86_400;

/**
 * Idempotency by Powertools on Hookyard's own table. A claim holds until the function that has it must have ended,
 * which is well before SQS hands the message out again, so a crash never blocks the next attempt.
 * @see https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/
 */
export function createOnce(table: IdempotencyTable, now: () => number): Once {
  return async (key, remainingMilliseconds, run) => {
    const config = new IdempotencyConfig({ expiresAfterSeconds });
    // safe: of Lambda's context Powertools reads this one member
    config.registerLambdaContext({ getRemainingTimeInMillis: remainingMilliseconds } as never);
    let end: AttemptEnd | undefined;
    const attempt = makeIdempotent(
      async (_key: IdempotencyKey): Promise<null> => {
        end = await run();
        // Powertools frees the claim when the function throws; what a handler threw is in `end`, whatever it was.
        if (end.outcome !== "done") throw new AttemptFailed();
        return null;
      },
      { persistenceStore: new TableLayer(table, now), config },
    );
    try {
      await attempt(key);
    } catch (error) {
      if (end !== undefined) return end; // the handler has run: what came of it stands, though the claim may still be there
      if (error instanceof IdempotencyAlreadyInProgressError) return { outcome: "busy" };
      throw error;
    }
    return end ?? { outcome: "known" };
  };
}

class AttemptFailed extends Error {
  override readonly name = "AttemptFailed";
}

/** Powertools' records as the table's items. A class because Powertools asks for one; it lives for one attempt. */
class TableLayer extends BasePersistenceLayer {
  readonly #table: IdempotencyTable;
  readonly #now: () => number;
  #key: IdempotencyKey | undefined;

  constructor(table: IdempotencyTable, now: () => number) {
    super();
    this.#table = table;
    this.#now = now;
  }

  /** The key as it is, in place of a hash: an operator finds the item by the event. */
  protected override getHashedIdempotencyKey(data: never): string {
    this.#key = data as IdempotencyKey; // safe: `attempt` above is called with a key and nothing else
    const { consumer, eventId, replay } = this.#key;
    return `${consumer}#${eventId}#${replay}`;
  }

  protected async _putRecord(record: IdempotencyRecord): Promise<void> {
    const claim = await this.#table.claim(this.#keyOf(record), itemOf(record), this.#now());
    if (claim.kind === "claimed") return;
    const { by } = claim; // where the table does not say, Powertools asks `_getRecord`
    throw new IdempotencyItemAlreadyExistsError(
      `${record.idempotencyKey} is claimed`,
      by === undefined ? undefined : recordOf(record, by),
    );
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    await this.#table.put(this.#keyOf(record), itemOf(record));
  }

  protected async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    await this.#table.delete(this.#keyOf(record));
  }

  protected async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const bare = new IdempotencyRecord({ idempotencyKey, status: IdempotencyRecordStatus.EXPIRED });
    const item = await this.#table.get(this.#keyOf(bare));
    if (item === undefined) throw new IdempotencyItemNotFoundError();
    return recordOf(bare, item);
  }

  #keyOf({ idempotencyKey }: IdempotencyRecord): IdempotencyKey {
    if (this.#key === undefined) throw new Error(`${idempotencyKey} was not claimed here`);
    return this.#key;
  }
}

function itemOf(record: IdempotencyRecord): IdempotencyItem {
  const until = record.inProgressExpiryTimestamp;
  return {
    status: record.getStatus(),
    expires: record.expiryTimestamp ?? 0,
    ...(until !== undefined && { inProgressUntil: until }),
  };
}

function recordOf({ idempotencyKey }: IdempotencyRecord, item: IdempotencyItem): IdempotencyRecord {
  return new IdempotencyRecord({
    idempotencyKey,
    status: statusOf(item.status),
    expiryTimestamp: item.expires,
    ...(item.inProgressUntil !== undefined && { inProgressExpiryTimestamp: item.inProgressUntil }),
  });
}

/** Powertools' own word; another one was written by somebody else, and counts as forgotten. */
function statusOf(status: string): (typeof IdempotencyRecordStatus)[keyof typeof IdempotencyRecordStatus] {
  const known = Object.values(IdempotencyRecordStatus).find((one) => one === status);
  return known ?? IdempotencyRecordStatus.EXPIRED;
}
