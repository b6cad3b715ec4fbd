import type { SQSClient } from "@aws-sdk/client-sqs";
import type {
  DeadLetterChange,
  DeadLetterFilter,
  DeadLetterSummary,
  Page,
  PageRequest,
} from "@hookyard/core/operator/operator";
import type { DeadLetters } from "@hookyard/core/port/dead-letters";
import { deliveryIdOf, splitDeliveryId } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { changeDelivery, type DeliveryTable } from "../deliveries/delivery-table.ts";
import { checkedOut, discarded } from "../deliveries/transitions.ts";
import { unreadableType } from "../deliveries/unreadable.ts";
import type { DeliveryTexts } from "../replay/delivery-texts.ts";
import { createResend } from "../replay/resend.ts";
import { markGone } from "../replay/send-letters.ts";
import { isBeingSent, letterFits } from "./letter-filter.ts";
import { letterCursor, type LetterIndex } from "./letter-index.ts";
import { letterSummary } from "./letter-report.ts";
import { sweepQueue } from "./sweep.ts";
import { createWalk, type WalkLetters, type WalkOptions } from "./walk-letters.ts";

export interface LetterQueues {
  /** URLs. */
  readonly queue: string;
  readonly deadLetterQueue: string;
  /** Where EventBridge puts what it could not deliver; absent where there is none. */
  readonly targetDeadLetterQueue?: string;
}

export interface SqsDeadLettersOptions {
  readonly sqs: SQSClient;
  readonly table: DeliveryTable;
  readonly index: LetterIndex;
  /** Of every consumer of the stage, by name. */
  readonly queues: Readonly<Record<string, LetterQueues>>;
  readonly texts: Pick<DeliveryTexts, "carriedTexts" | "wholeTexts">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface SqsDeadLetters extends DeadLetters {
  readonly walk: WalkLetters;
  /** As {@link DeadLetters.list}, of what the table knows. */
  listKnown(
    filter: DeadLetterFilter,
    page: PageRequest,
    options?: Pick<WalkOptions, "isBrief">,
  ): Promise<Page<DeadLetterSummary>>;
  /** Removes the messages of letters that are letters no more, as far as it meets them. */
  removeMessages(ids: readonly string[]): Promise<void>;
  /** Enters what only the queues know, and removes what nobody needs: a bounded part of it. */
  sweep(filter: Pick<DeadLetterFilter, "consumer" | "ids">, maxMessages?: number): Promise<void>;
}

/** A look at all letters first looks through so many messages of each queue for what the table does not know. */
const sweptBeforeList = 500;
/** So many letters behind the last one that was changed are looked at to say what is left: one change is not to read all. */
const mostLookedBeyond = 500;
/** After a change, so many messages are looked through for each letter that was changed, to remove its message. */
const sweptPerLetter = 20;

/** The dead-letters port on the table's index and the dead-letter queues behind it. */
export function createSqsDeadLetters(options: SqsDeadLettersOptions): SqsDeadLetters {
  const { sqs, table, index, queues, texts, now } = options;
  const resend = createResend({
    sqs,
    table,
    lanes: { open: async () => undefined }, // by hand, nothing is counted
    queue: (consumer) => queues[consumer]?.queue,
    now,
  });
  const namesFor = (filter: Pick<DeadLetterFilter, "consumer" | "ids">): readonly string[] => {
    const named = filter.ids?.map((id) => splitDeliveryId(id).consumer);
    return Object.keys(queues).filter(
      (name) => (filter.consumer ?? name) === name && (named === undefined || named.includes(name)),
    );
  };

  const sweepOne = async (
    consumer: string,
    maxMessages: number,
    wanted?: ReadonlySet<string>,
  ): Promise<void> => {
    const { deadLetterQueue, targetDeadLetterQueue } = queues[consumer] ?? {};
    for (const queue of [deadLetterQueue, targetDeadLetterQueue]) {
      if (queue === undefined) continue;
      await sweepQueue({
        sqs,
        table,
        consumer,
        queue,
        now,
        maxMessages,
        ...(wanted !== undefined && { wanted }),
      });
    }
  };
  const sweep: SqsDeadLetters["sweep"] = async (filter, maxMessages = sweptBeforeList) => {
    await Promise.all(namesFor(filter).map((consumer) => sweepOne(consumer, maxMessages)));
  };
  /** The messages of letters that are letters no more. */
  const removeMessages = async (ids: readonly string[]): Promise<void> => {
    const byConsumer = Map.groupBy(ids, (id) => splitDeliveryId(id).consumer);
    await Promise.all(
      [...byConsumer].map(([consumer, changed]) =>
        sweepOne(consumer, Math.max(sweptBeforeList, changed.length * sweptPerLetter), new Set(changed)),
      ),
    );
  };

  const walk = createWalk({ index, texts, now, names: namesFor });

  /** Changes up to `limit` letters that fit. `change` answers false where somebody else was faster. */
  const each = async (
    filter: DeadLetterFilter,
    limit: number,
    change: (letter: DeliveryRecord) => Promise<boolean>,
  ): Promise<DeadLetterChange> => {
    const ids: string[] = [];
    let left = 0;
    let lookedBeyond = 0;
    const isEnough = (): boolean => ids.length >= limit && ++lookedBeyond > mostLookedBeyond;
    for await (const letter of walk(filter, undefined, { expected: limit + 1, isEnough })) {
      if (ids.length < limit) {
        if (await change(letter)) ids.push(deliveryIdOf(letter.eventId, letter.consumer));
      } else left += 1;
    }
    return { ids, left: lookedBeyond > mostLookedBeyond ? Math.max(1, left) : left };
  };

  /** Writes a letter as `to` says, if it still is one that fits. */
  const write = async (
    { eventId, consumer }: DeliveryRecord,
    filter: DeadLetterFilter,
    to: (letter: DeliveryRecord) => DeliveryRecord,
  ): Promise<DeliveryRecord | undefined> =>
    changeDelivery(table, { eventId, consumer }, (known) =>
      known !== undefined && letterFits(known, filter, now()) && !isBeingSent(known, now())
        ? to(known)
        : undefined,
    );

  const replay = async (letter: DeliveryRecord): Promise<boolean> => {
    if (letter.type === unreadableType || isBeingSent(letter, now())) return false;
    const [text] = (await texts.carriedTexts([letter])).values();
    if (text === undefined) {
      await markGone(table, letter);
      return false;
    }
    const { ids } = await resend([{ record: letter, text }]);
    return ids.length === 1;
  };

  const listKnown: SqsDeadLetters["listKnown"] = async (filter, { limit, cursor }, options = {}) => {
    const rows: DeadLetterSummary[] = [];
    let next: string | undefined;
    for await (const letter of walk(filter, cursor, { ...options, expected: limit + 1 })) {
      if (rows.length === limit) return { rows, ...(next !== undefined && { next }) };
      rows.push(letterSummary(letter, now())); // what a list shows is smaller than the letter
      if (rows.length === limit) next = letterCursor(letter);
    }
    return { rows };
  };

  return {
    sweep,
    walk,
    removeMessages,
    listKnown,
    async list(filter, page) {
      // What a check-out holds, or is asked for by its id, is in the table.
      if (page.cursor === undefined && filter.holder === undefined && filter.ids === undefined)
        await sweep(filter);
      return listKnown(filter, page);
    },
    lease: (filter, limit, until, holder) =>
      each(filter, limit, async (letter) => {
        const by = { until: until.getTime(), ...(holder !== undefined && { holder }) };
        // First: a hold that is noted and does not hold is found out; one that is not noted is found by nobody.
        if (holder !== undefined) await index.noteHold(holder, letter, until);
        return (await write(letter, filter, (known) => checkedOut(known, by))) !== undefined;
      }),
    async giveBack(ids, holder) {
      const given = await Promise.all(
        ids.map((id) =>
          changeDelivery(table, splitDeliveryId(id), (known) =>
            known?.state === "dead" &&
            known.checkedOut !== undefined &&
            known.checkedOut.sending !== true &&
            (holder === undefined || known.checkedOut.holder === holder)
              ? checkedOut(known, undefined)
              : undefined,
          ),
        ),
      );
      return given.filter((record) => record !== undefined).length;
    },
    async replay(filter, limit) {
      const change = await each(filter, limit, replay);
      await removeMessages(change.ids);
      return change;
    },
    async discard(filter, limit, reason) {
      const change = await each(
        filter,
        limit,
        async (letter) => (await write(letter, filter, (known) => discarded(known, reason))) !== undefined,
      );
      await removeMessages(change.ids);
      return change;
    },
  };
}
