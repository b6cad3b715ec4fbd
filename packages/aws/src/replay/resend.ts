import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { CheckedOut, DeliveryRecord } from "../deliveries/delivery-record.ts";
import { changeDelivery, type DeliveryTable } from "../deliveries/delivery-table.ts";
import { writeEnvelope } from "../deliveries/envelope.ts";
import { maxMessageBytes, replayAttribute } from "../deliveries/letter-message.ts";
import { checkedOut, replayed } from "../deliveries/transitions.ts";
import type { JobLanes } from "../jobs/job-lanes.ts";

/** A delivery as it was read, in whatever state, and the event as it is to be carried to its consumer once more. */
export interface Resending {
  readonly record: DeliveryRecord;
  readonly text: string;
}

export interface Resent {
  /** The ids of the deliveries that were sent, in order. */
  readonly ids: readonly string[];
  /** Of these, those whose earlier sending was cut off: the queue may have a copy, which its consumer tells apart. */
  readonly maybeTwice: readonly string[];
}

/**
 * Sends deliveries as their next generation: marked, noted for the job, sent, then written down as sent. What ends in
 * between is a dead letter again when its mark runs out, at once for the same job, and its copy is recognised by its
 * generation. A delivery that somebody changed meanwhile is left out. Throws when SQS does not take some; then the
 * others are sent.
 */
export type Resend = (deliveries: readonly Resending[], job?: string) => Promise<Resent>;

export interface ResendOptions {
  readonly sqs: SQSClient;
  readonly table: DeliveryTable;
  readonly lanes: Pick<JobLanes, "open">;
  /** The URL of a consumer's queue. */
  readonly queue: (consumer: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Nobody else sends a letter that is being sent: should we end meanwhile, it is back after this. */
export const sendingMilliseconds = 60_000;
/** What was marked so long ago is not sent any more: somebody else may have taken it since. */
const mostBetweenMilliseconds = 40_000;
const writesAtOnce = 32;
/** In one call to SQS. */
const maxEntries = 10;

interface Marked extends Resending {
  readonly id: string;
  readonly mayHaveBeenSent: boolean;
}

export function createResend({ sqs, table, lanes, queue, now }: ResendOptions): Resend {
  const mark = async ({ record, text }: Resending, by: CheckedOut): Promise<Marked | undefined> => {
    const marked = checkedOut(record, by);
    if (!(await table.put(marked))) return undefined;
    const id = deliveryIdOf(record.eventId, record.consumer);
    return { id, record: marked, text, mayHaveBeenSent: record.checkedOut?.sending === true };
  };

  /** Written down as sent; where its consumer has begun already, it has written that down itself. */
  const settle = async ({ record }: Marked): Promise<void> => {
    if (await table.put(replayed(record))) return;
    await changeDelivery(table, record, (known) =>
      known !== undefined && known.replay === record.replay && known.checkedOut?.sending === true
        ? replayed(known)
        : undefined,
    );
  };

  const sendPack = async (url: string, pack: readonly Marked[]): Promise<readonly Refused[]> => {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: pack.map(entryOf) }),
    );
    return Failed.flatMap(({ Id, Code = "unknown" }) => {
      const marked = pack[Number(Id)];
      return marked === undefined ? [] : [{ marked, code: Code }];
    });
  };

  return async (deliveries, job) => {
    const start = now();
    const by = { until: start + sendingMilliseconds, sending: true, ...(job !== undefined && { job }) };
    const reachable = deliveries.filter(({ record }) => queue(record.consumer) !== undefined);
    const tried: (Marked | undefined)[] = [];
    await eachConcurrently([...reachable.entries()], writesAtOnce, async ([index, each]) => {
      tried[index] = await mark(each, by);
    });
    const marked = tried.filter((each) => each !== undefined);
    if (job !== undefined && marked.length > 0) {
      await lanes.open(
        job,
        marked.map(({ record: { consumer, eventId, replay } }) => ({
          consumer,
          eventId,
          generation: replay + 1,
        })),
        marked.filter((each) => each.mayHaveBeenSent).map(({ id }) => id),
      );
    }
    const sent = new Set<string>();
    const refused: Refused[] = [];
    for (const { url, pack } of packsOf(marked, queue)) {
      if (now() - start > mostBetweenMilliseconds)
        throw new Error("the sending took so long that others may send the same letters by now");
      const not = await sendPack(url, pack);
      const isRefused = new Set(not.map(({ marked: { id } }) => id));
      refused.push(...not);
      await eachConcurrently(
        pack.filter(({ id }) => !isRefused.has(id)),
        writesAtOnce,
        async (each) => {
          await settle(each);
          sent.add(each.id);
        },
      );
    }
    for (const { marked: each } of refused) await table.put(checkedOut(each.record, undefined));
    const [first] = refused;
    if (first !== undefined)
      throw new Error(`SQS did not take ${refused.length} of ${marked.length} messages: ${first.code}`);
    return {
      ids: marked.filter(({ id }) => sent.has(id)).map(({ id }) => id),
      maybeTwice: marked.filter((each) => each.mayHaveBeenSent).map(({ id }) => id),
    };
  };
}

interface Refused {
  readonly marked: Marked;
  /** Of SQS. */
  readonly code: string;
}

function entryOf({ record, text }: Marked, index: number): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: writeEnvelope(text),
    MessageAttributes: replayAttribute(record.replay + 1),
    ...(record.traceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: record.traceHeader } },
    }),
  };
}

/** What an envelope and its attributes add to an event, generously. */
const envelopeBytes = 2_048;

/**
 * As few calls as SQS allows: ten messages of one queue, together no larger than one may be.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
function packsOf(
  all: readonly Marked[],
  queue: ResendOptions["queue"],
): readonly { readonly url: string; readonly pack: readonly Marked[] }[] {
  const packs: { readonly url: string; readonly pack: Marked[]; bytes: number }[] = [];
  const newest = new Map<string, (typeof packs)[number]>();
  for (const each of all) {
    const url = queue(each.record.consumer) ?? "";
    const bytes = Buffer.byteLength(each.text) + envelopeBytes;
    let pack = newest.get(url);
    if (pack === undefined || pack.pack.length === maxEntries || pack.bytes + bytes > maxMessageBytes) {
      pack = { url, pack: [], bytes: 0 };
      packs.push(pack);
      newest.set(url, pack);
    }
    pack.pack.push(each);
    pack.bytes += bytes;
  }
  return packs;
}
