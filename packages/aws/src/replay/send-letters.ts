import type { LetterEdit, LetterSending, SentLetters } from "@hookyard/core/port/replays";
import { deliveryIdOf, splitDeliveryId } from "../deliveries/delivery-id.ts";
import { type DeliveryRecord, iso, maxEditsKept } from "../deliveries/delivery-record.ts";
import { changeDelivery, type DeliveryTable } from "../deliveries/delivery-table.ts";
import type { ReadDeliveries } from "../deliveries/read-deliveries.ts";
import { unreadableType } from "../deliveries/unreadable.ts";
import type { DeliveryTexts } from "./delivery-texts.ts";
import type { Resend, Resending } from "./resend.ts";
import { newDelivery } from "./new-delivery.ts";
import { parcelsOf } from "./parcels.ts";
import { refusalOf } from "./refusal.ts";

export interface SendLettersOptions {
  readonly deliveries: ReadDeliveries;
  readonly table: DeliveryTable;
  readonly texts: DeliveryTexts;
  readonly resend: Resend;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Why a letter stays dead that a replay met: nothing is left that could be sent. */
export const eventGone = "event_gone";

/** Letters in memory at once. Of their events, fewer: see `parcels.ts`. */
const partSize = 100;

/** Sends exactly these letters, as far as they still are letters that this sender may have. */
export async function sendLetters(sending: LetterSending, options: SendLettersOptions): Promise<SentLetters> {
  const sent: SentLetters[] = [];
  for (let start = 0; start < sending.letters.length; start += partSize) {
    const letters = sending.letters.slice(start, start + partSize);
    sent.push(await sendPart({ ...sending, letters }, options));
  }
  return { ids: sent.flatMap(({ ids }) => ids), maybeTwice: sent.flatMap(({ maybeTwice }) => maybeTwice) };
}

async function sendPart(sending: LetterSending, options: SendLettersOptions): Promise<SentLetters> {
  const { deliveries } = options;
  const { job, letters } = sending;
  const known = await deliveries(letters.map(({ id }) => id));
  const own = letters
    .flatMap(({ id }) => known.get(id) ?? [])
    .filter((record) => maySend(record, sending, options.now()));
  const isOwn = new Set(own.map(({ eventId, consumer }) => deliveryIdOf(eventId, consumer)));
  // Its own consumer comes last: what is cut off before is a letter still, and the others are looked at again.
  const others = letters
    .filter(({ id }) => isOwn.has(id))
    .flatMap(({ id, consumers = [] }) => consumers.map((consumer) => ({ letter: id, consumer })))
    .filter(({ letter, consumer }) => consumer !== splitDeliveryId(letter).consumer);
  const more = others.length === 0 ? [] : await sendToOthers(others, { sending, known, options });
  const sent = await sendParcels(own, job, options);
  return { ids: sent.ids, maybeTwice: [...more, ...sent.maybeTwice] };
}

/** Sends deliveries with their texts, as many at once as memory has room for. */
async function sendParcels(
  records: readonly DeliveryRecord[],
  job: string | undefined,
  options: SendLettersOptions,
): Promise<SentLetters> {
  const sent: SentLetters[] = [];
  for (const parcel of parcelsOf(records))
    sent.push(await options.resend(await withTexts(parcel, options), job));
  return { ids: sent.flatMap(({ ids }) => ids), maybeTwice: sent.flatMap(({ maybeTwice }) => maybeTwice) };
}

/** Sends letters' events to other consumers, but not to those that have them. Answers what may have been sent twice. */
async function sendToOthers(
  others: readonly { readonly letter: string; readonly consumer: string }[],
  { sending: { job, again }, known, options }: OtherSending,
): Promise<readonly string[]> {
  const idOf = (letter: string, consumer: string) => deliveryIdOf(splitDeliveryId(letter).eventId, consumer);
  const found = await options.deliveries(others.map(({ letter, consumer }) => idOf(letter, consumer)));
  const wanted = others.flatMap(({ letter, consumer }): DeliveryRecord[] => {
    const record = found.get(idOf(letter, consumer));
    const origin = known.get(letter);
    if (record === undefined)
      return origin === undefined ? [] : [newDelivery({ ...origin, consumer }, options.now())];
    return refusalOf(record, { again, now: options.now(), ...(job !== undefined && { job }) }) === undefined
      ? [record]
      : [];
  });
  return (await sendParcels(wanted, job, options)).maybeTwice;
}

interface OtherSending {
  readonly sending: LetterSending;
  readonly known: ReadonlyMap<string, DeliveryRecord>;
  readonly options: SendLettersOptions;
}

/** Changes what a letter's consumer is sent, and sends it. The change stands on the letter from when it is marked. */
export async function sendEdited(
  { id, text, changes, reason }: LetterEdit,
  options: SendLettersOptions,
): Promise<boolean> {
  const record = (await options.deliveries([id])).get(id);
  if (record === undefined || !maySend(record, {}, options.now())) return false;
  const generation = record.replay + 1;
  const carried = await options.texts.keepEdited({ delivery: record, generation, text });
  const edit = { time: iso(options.now()), reason, changes };
  const edits = [...(record.edits ?? []), edit].slice(-maxEditsKept);
  const { ids } = await options.resend([{ record: { ...record, edits, edited: generation }, text: carried }]);
  return ids.length === 1;
}

/** Whether it is a letter that is free for this sender. */
function maySend(
  record: DeliveryRecord,
  { before, holder, job }: Pick<LetterSending, "before" | "holder" | "job">,
  now: number,
): boolean {
  const { state, deadTime = 0, checkedOut, type } = record;
  if (state !== "dead" || type === unreadableType) return false;
  if (before !== undefined && deadTime >= Date.parse(before)) return false;
  if (checkedOut === undefined || checkedOut.until <= now) return true;
  return checkedOut.sending === true
    ? checkedOut.job !== undefined && checkedOut.job === job
    : checkedOut.holder !== undefined && checkedOut.holder === holder;
}

/** Those whose event is still there. Of the others, their letter says from then on why it cannot be sent. */
async function withTexts(
  records: readonly DeliveryRecord[],
  { texts, table }: SendLettersOptions,
): Promise<readonly Resending[]> {
  const found = await texts.carriedTexts(records);
  const kept: Resending[] = [];
  for (const record of records) {
    const text = found.get(deliveryIdOf(record.eventId, record.consumer));
    if (text === undefined) await markGone(table, record);
    else kept.push({ record, text });
  }
  return kept;
}

/** The letter stays, with why in place of its last error, which stands in its history. */
export async function markGone(table: DeliveryTable, letter: DeliveryRecord): Promise<void> {
  await changeDelivery(table, letter, (known) =>
    known?.state === "dead" && known.replay === letter.replay && known.reason !== eventGone
      ? {
          ...known,
          reason: eventGone,
          failure: {
            name: "EventGone",
            message: "the event is not kept any more, so it cannot be sent again",
          },
          version: known.version + 1,
        }
      : undefined,
  );
}
