import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import type { LetterCount, LetterCounts } from "@hookyard/core/port/replays";
import { letterCursor } from "../dead-letters/letter-index.ts";
import type { SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import { type DeliveryRecord, iso } from "../deliveries/delivery-record.ts";
import type { DeliveryTexts } from "./delivery-texts.ts";

/** Letters looked at for one part. */
const partSize = 2_000;

/** Counts a bounded part of the letters that fit, oldest first. Before the first part, what only the queues know is entered. */
export async function countLetters(
  { replayBelow = Number.MAX_SAFE_INTEGER, ...filter }: DeadLetterFilter,
  cursor: string | undefined,
  {
    letters,
    texts,
  }: {
    readonly letters: Pick<SqsDeadLetters, "walk" | "sweep">;
    readonly texts: Pick<DeliveryTexts, "wholeTexts">;
  },
): Promise<LetterCounts> {
  if (cursor === undefined) await letters.sweep(filter);
  const groups = new Map<string, LetterCount>();
  let seen = 0;
  let tooOften = 0;
  for await (const letter of letters.walk(filter, cursor, { isBrief: true })) {
    seen += 1;
    if (letter.replay >= replayBelow) tooOften += 1;
    else add(groups, letter, letter.bytes ?? (await bytesOf(letter, texts)));
    if (seen === partSize) return { groups: [...groups.values()], tooOften, next: letterCursor(letter) };
  }
  return { groups: [...groups.values()], tooOften };
}

/** They come oldest first. */
function add(groups: Map<string, LetterCount>, letter: DeliveryRecord, bytes: number): void {
  const { consumer, reason = "", deadTime = 0 } = letter;
  const errorName = letter.failure?.name ?? "";
  const name = JSON.stringify([consumer, reason, errorName]);
  const time = iso(deadTime);
  const known = groups.get(name) ?? {
    consumer,
    reason,
    errorName,
    count: 0,
    bytes: 0,
    oldestTime: time,
    newestTime: time,
  };
  groups.set(name, { ...known, count: known.count + 1, bytes: known.bytes + bytes, newestTime: time });
}

async function bytesOf(letter: DeliveryRecord, texts: Pick<DeliveryTexts, "wholeTexts">): Promise<number> {
  const [text = ""] = (await texts.wholeTexts([letter])).values();
  return Buffer.byteLength(text);
}
