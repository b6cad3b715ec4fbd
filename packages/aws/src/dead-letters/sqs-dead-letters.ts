import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { parseEvent } from "@hookyard/core/envelope";
import type { DeadLetterChange, DeadLetterFilter } from "@hookyard/core/operator/operator";
import { compilePattern, matches } from "@hookyard/core/pattern/index";
import type { DeadLetters } from "@hookyard/core/port/dead-letters";
import { deliveryIdOf, splitDeliveryId } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { changeDelivery, type DeliveryTable } from "../deliveries/delivery-table.ts";
import { writeEnvelope } from "../deliveries/envelope.ts";
import { replayAttribute } from "../deliveries/letter-message.ts";
import { checkedOut, discarded, replayed } from "../deliveries/transitions.ts";
import { unreadableType } from "../deliveries/unreadable.ts";
import { letterFits } from "./letter-filter.ts";
import { letterCursor, type LetterIndex } from "./letter-index.ts";
import { letterSummary } from "./letter-report.ts";
import { sweepQueue } from "./sweep.ts";

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
  /** The event as it goes over the bus, for a message: with a `dataref` in place of data that is too large. */
  readonly carriedText: (eventId: string) => Promise<string | undefined>;
  /** The event whole, for patterns. */
  readonly wholeText: (eventId: string) => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface SqsDeadLetters extends DeadLetters {
  /** Every letter that fits, oldest first, one after the other. */
  walk(filter: DeadLetterFilter): AsyncGenerator<DeliveryRecord>;
  /** Enters what only the queues know, and removes what nobody needs: a bounded part of it. */
  sweep(filter: Pick<DeadLetterFilter, "consumer">): Promise<void>;
}

/** A look at all letters first looks through so many messages of each queue for what the table does not know. */
const sweptBeforeList = 500;
/** After a change, so many messages are looked through for each letter that was changed, to remove its message. */
const sweptPerLetter = 20;
/** Nobody else sends a letter that is being sent: should we end meanwhile, it is back after this. */
const sendingMilliseconds = 60_000;

/** The dead-letters port on the table's index and the dead-letter queues behind it. */
export function createSqsDeadLetters(options: SqsDeadLettersOptions): SqsDeadLetters {
  const { sqs, table, index, queues, now } = options;
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
  const sweep: SqsDeadLetters["sweep"] = async (filter) => {
    await Promise.all(namesFor(filter).map((consumer) => sweepOne(consumer, sweptBeforeList)));
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

  async function* walk(filter: DeadLetterFilter, cursor?: string): AsyncGenerator<DeliveryRecord> {
    const pattern = filter.where === undefined ? undefined : compilePattern(filter.where);
    for await (const letter of index.letters(namesFor(filter), { cursor, since: filter.since })) {
      if (filter.until !== undefined && (letter.deadTime ?? 0) >= Date.parse(filter.until)) return;
      if (!letterFits(letter, filter, now())) continue;
      if (pattern !== undefined) {
        const text = letter.text ?? (await options.wholeText(letter.eventId));
        if (text === undefined || !matches(pattern, parseEvent(text))) continue;
      }
      yield letter;
    }
  }

  /** Changes up to `limit` letters that fit. `change` answers false where somebody else was faster. */
  const each = async (
    filter: DeadLetterFilter,
    limit: number,
    change: (letter: DeliveryRecord) => Promise<boolean>,
  ): Promise<DeadLetterChange> => {
    const ids: string[] = [];
    let left = 0;
    for await (const letter of walk(filter)) {
      if (ids.length < limit) {
        if (await change(letter)) ids.push(deliveryIdOf(letter.eventId, letter.consumer));
      } else left += 1;
    }
    return { ids, left };
  };

  /** Writes a letter as `to` says, if it still is one that fits. */
  const write = async (
    { eventId, consumer }: DeliveryRecord,
    filter: DeadLetterFilter,
    to: (letter: DeliveryRecord) => DeliveryRecord,
  ): Promise<DeliveryRecord | undefined> =>
    changeDelivery(table, { eventId, consumer }, (known) =>
      known !== undefined && letterFits(known, filter, now()) ? to(known) : undefined,
    );

  /** Marked, sent, then written down as sent: what ends in between is a letter again, and its copy is recognised. */
  const replay = async (letter: DeliveryRecord, filter: DeadLetterFilter): Promise<boolean> => {
    const queue = queues[letter.consumer]?.queue;
    if (queue === undefined || letter.type === unreadableType) return false;
    const text = letter.text ?? (await options.carriedText(letter.eventId));
    if (text === undefined) return false;
    const marked = await write(letter, filter, (known) =>
      checkedOut(known, { until: now() + sendingMilliseconds }),
    );
    if (marked === undefined) return false;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue,
        MessageBody: writeEnvelope(text),
        MessageAttributes: replayAttribute(marked.replay + 1),
        ...(marked.traceHeader !== undefined && {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: "String", StringValue: marked.traceHeader },
          },
        }),
      }),
    );
    await changeDelivery(table, letter, (known) =>
      known?.state === "dead" && known.replay === marked.replay ? replayed(known) : undefined,
    ); // otherwise its consumer has begun already, and has written it down
    return true;
  };

  return {
    sweep,
    walk: (filter) => walk(filter),
    async list(filter, { limit, cursor }) {
      if (cursor === undefined) await sweep(filter);
      const rows: DeliveryRecord[] = [];
      for await (const letter of walk(filter, cursor)) {
        rows.push(letter);
        if (rows.length > limit) break;
      }
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const time = now();
      return {
        rows: shown.map((letter) => letterSummary(letter, time)),
        ...(rows.length > limit && last !== undefined && { next: letterCursor(last) }),
      };
    },
    lease: (filter, limit, until, holder) =>
      each(filter, limit, async (letter) => {
        const by = { until: until.getTime(), ...(holder !== undefined && { holder }) };
        return (await write(letter, filter, (known) => checkedOut(known, by))) !== undefined;
      }),
    async giveBack(ids, holder) {
      const given = await Promise.all(
        ids.map((id) =>
          changeDelivery(table, splitDeliveryId(id), (known) =>
            known?.state === "dead" &&
            known.checkedOut !== undefined &&
            (holder === undefined || known.checkedOut.holder === holder)
              ? checkedOut(known, undefined)
              : undefined,
          ),
        ),
      );
      return given.filter((record) => record !== undefined).length;
    },
    async replay(filter, limit) {
      const change = await each(filter, limit, (letter) => replay(letter, filter));
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
