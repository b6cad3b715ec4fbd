import { BodyError } from "@hookyard/core/body/body-error";
import { parseEvent } from "@hookyard/core/envelope";
import { HookyardError } from "@hookyard/core/errors";
import type { HookyardEvent } from "@hookyard/core/event";

/** A message that holds no event of Hookyard. The text says what is wrong with it and quotes nothing of it. */
export class UnreadableError extends HookyardError {
  override readonly name = "UnreadableError";
  readonly code = "unreadable";
}

/** An event as it came through a queue. */
export interface CarriedEvent {
  /** As it was published: no digit is lost by reading and writing numbers. */
  readonly text: string;
  /** The text, read. Its data is elsewhere where it has a `dataref`. */
  readonly event: HookyardEvent;
  /** The replay of EventBridge's archive that sent it. */
  readonly replayName?: string;
}

/** EventBridge writes no space around a colon, and nothing but `detail` can hold this name in front of it. */
const detailKey = '"detail":';

const eventIdForm = /^evt_[0-9a-f]{32}$/;

/**
 * The event in a message that EventBridge put on a queue: the `detail` of its envelope.
 * Throws {@link UnreadableError} when there is none.
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
 */
export function readEnvelope(body: string): CarriedEvent {
  const start = body.indexOf(detailKey);
  const end = body.lastIndexOf("}");
  if (start === -1 || end < start) throw new UnreadableError("the message is no EventBridge envelope");
  const carried = readMembers(body, start, end) ?? readWhole(body);
  checkEvent(carried.event);
  return carried;
}

/** The members before the detail, and the one that may stand after it, without touching the detail's text. */
function readMembers(body: string, start: number, end: number): CarriedEvent | undefined {
  const after = replayAfter.exec(body);
  const text = body.slice(start + detailKey.length, after?.index ?? end).trim();
  const carried = readText(text);
  if (carried === undefined) return undefined;
  return withReplayName(carried, after?.[1] ?? replayBefore(body.slice(0, start)));
}

/**
 * What AWS puts last in the envelope of an event that an archive sent. An envelope whose last member is the detail ends
 * with two braces, so nothing in a detail can be taken for it.
 */
const replayAfter = /,\s*"replay-name":\s*"([.\-_A-Za-z0-9]{1,64})"\s*\}\s*$/;

/** The same member where it stands before the detail. Strings of a sender's stand there too, so it is read as JSON. */
function replayBefore(head: string): unknown {
  if (!head.includes("replay-name")) return undefined;
  try {
    const members = JSON.parse(`${head.trimEnd().replace(/,$/, "")}}`) as EnvelopeMembers; // safe: checked by whoever uses it
    return members["replay-name"];
  } catch {
    return undefined;
  }
}

interface EnvelopeMembers {
  readonly detail?: unknown;
  readonly "replay-name"?: unknown;
}

function withReplayName(carried: CarriedEvent, name: unknown): CarriedEvent {
  return typeof name === "string" && name !== "" ? { ...carried, replayName: name } : carried;
}

/** An event as EventBridge would put it on a queue: what is sent again has the form of what came first. */
export function writeEnvelope(text: string): string {
  const { id, source, type, receivedtime } = parseEvent(text);
  const head = JSON.stringify({
    version: "0",
    id,
    "detail-type": type,
    source: source.replace(/^\/webhooks\//, "hookyard."),
    account: "",
    time: receivedtime,
    region: "",
    resources: [],
  });
  return `${head.slice(0, -1)},${detailKey}${text}}`;
}

function readText(text: string): CarriedEvent | undefined {
  try {
    return { text, event: parseEvent(text) };
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    return undefined;
  }
}

/** An envelope with its members in another order, or with spaces: its text is written anew. */
function readWhole(body: string): CarriedEvent {
  let envelope: EnvelopeMembers | null;
  try {
    envelope = JSON.parse(body) as EnvelopeMembers | null; // safe: checked below
  } catch {
    throw new UnreadableError("the message is not JSON");
  }
  const detail = envelope?.detail;
  const carried = typeof detail === "object" ? readText(JSON.stringify(detail)) : undefined;
  if (carried === undefined) throw new UnreadableError("the message's detail is no event");
  return withReplayName(carried, envelope?.["replay-name"]);
}

function checkEvent(event: unknown): void {
  if (typeof event !== "object" || event === null)
    throw new UnreadableError("the message's detail is no event");
  const { id, type, source, specversion } = event as Readonly<Record<string, unknown>>; // safe: an object's properties are unknown
  if (specversion !== "1.0") throw new UnreadableError("the message's detail is no CloudEvents 1.0 event");
  if (typeof id !== "string" || !eventIdForm.test(id))
    throw new UnreadableError("the event's id is not Hookyard's");
  if (typeof type !== "string" || type === "") throw new UnreadableError("the event has no type");
  if (typeof source !== "string" || !source.startsWith("/webhooks/"))
    throw new UnreadableError("the event's source is not Hookyard's");
}
