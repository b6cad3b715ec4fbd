import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

/** What stands beside a dead letter's event in the dead-letter queue, so that the queue alone says why. */
export interface LetterNotes {
  readonly deliveryId: string;
  /** Its generation: how often it had been sent again on purpose. */
  readonly replay: number;
  /** The hand-out that failed last. */
  readonly token: number;
  readonly reason: string;
  readonly errorName: string;
  readonly errorMessage: string;
  /** Attempts of this generation. */
  readonly attempts: number;
  /** When the first and the last attempt began and ended; RFC 3339. */
  readonly firstTime: string;
  readonly deadTime: string;
  /** What ran: the version of the consumer's code. */
  readonly version: string;
}

/** Names of message attributes; ten is as many as SQS takes. */
export const letterAttribute = {
  deliveryId: "hookyard-delivery",
  replay: "hookyard-replay",
  token: "hookyard-token",
  reason: "hookyard-reason",
  errorName: "hookyard-error-name",
  errorMessage: "hookyard-error-message",
  attempts: "hookyard-attempts",
  firstTime: "hookyard-first-time",
  deadTime: "hookyard-dead-time",
  version: "hookyard-version",
} as const satisfies Record<keyof LetterNotes, string>;

/**
 * Body and attributes of one message together, in bytes.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const maxMessageBytes = 1024 * 1024;

const maxErrorCharacters = 1_000;

export interface LetterMessage {
  readonly MessageBody: string;
  readonly MessageAttributes: Record<string, MessageAttributeValue>;
}

/**
 * A dead letter as a message. Where the event leaves no room for all notes, the error's text gives way, then the
 * event: what stays leads to it, since the table has it.
 */
export function letterMessage(body: string, notes: LetterNotes): LetterMessage {
  const whole = attributesOf(notes);
  if (messageBytes(body, whole) <= maxMessageBytes) return { MessageBody: body, MessageAttributes: whole };
  const short = attributesOf({ ...notes, errorMessage: "(left out: no room)", errorName: notes.errorName });
  if (messageBytes(body, short) <= maxMessageBytes) return { MessageBody: body, MessageAttributes: short };
  return { MessageBody: JSON.stringify({ deliveryId: notes.deliveryId }), MessageAttributes: whole };
}

/** The notes on a message; `undefined` where Hookyard wrote none: SQS or EventBridge moved it there. */
export function readLetterNotes(attributes: Readonly<Record<string, string>>): LetterNotes | undefined {
  const text = (name: keyof LetterNotes): string => attributes[letterAttribute[name]] ?? "";
  if (text("deliveryId") === "" || text("reason") === "") return undefined;
  return {
    deliveryId: text("deliveryId"),
    replay: whole(text("replay")),
    token: whole(text("token")),
    reason: text("reason"),
    errorName: text("errorName"),
    errorMessage: text("errorMessage"),
    attempts: whole(text("attempts")),
    firstTime: text("firstTime"),
    deadTime: text("deadTime"),
    version: text("version"),
  };
}

/** The generation that a message of a consumer's queue carries: 0 where it was never sent again. */
export function replayOf(attributes: Readonly<Record<string, string>>): number {
  return whole(attributes[letterAttribute.replay] ?? "0");
}

/** Whether a message carries its generation. What EventBridge puts on a queue does not. */
export function hasGeneration(attributes: Readonly<Record<string, string>>): boolean {
  return attributes[letterAttribute.replay] !== undefined;
}

function attributesOf(notes: LetterNotes): Record<string, MessageAttributeValue> {
  return {
    [letterAttribute.deliveryId]: textAttribute(notes.deliveryId),
    [letterAttribute.replay]: numberAttribute(notes.replay),
    [letterAttribute.token]: numberAttribute(notes.token),
    [letterAttribute.reason]: textAttribute(notes.reason),
    [letterAttribute.errorName]: textAttribute(notes.errorName),
    [letterAttribute.errorMessage]: textAttribute(notes.errorMessage),
    [letterAttribute.attempts]: numberAttribute(notes.attempts),
    [letterAttribute.firstTime]: textAttribute(notes.firstTime),
    [letterAttribute.deadTime]: textAttribute(notes.deadTime),
    [letterAttribute.version]: textAttribute(notes.version),
  };
}

/** The attribute that gives a message its generation. */
export function replayAttribute(replay: number): Record<string, MessageAttributeValue> {
  return { [letterAttribute.replay]: numberAttribute(replay) };
}

function numberAttribute(value: number): MessageAttributeValue {
  return { DataType: "Number", StringValue: String(value) };
}

/**
 * SQS refuses empty values, and characters that XML cannot hold.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
function textAttribute(text: string): MessageAttributeValue {
  // oxlint-disable-next-line no-control-regex -- these are what has to go
  const legal = text.replaceAll(
    /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
    "\u{FFFD}",
  );
  return {
    DataType: "String",
    StringValue: legal.slice(0, maxErrorCharacters).replace(/[\uD800-\uDBFF]$/, "") || "-",
  };
}

function messageBytes(body: string, attributes: Readonly<Record<string, MessageAttributeValue>>): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType = "", StringValue = "" }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue);
  }
  return bytes;
}

function whole(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
