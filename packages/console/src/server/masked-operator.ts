import type { RequestRecord } from "@hookyard/core/ingest/request-record";
import type {
  AttemptReport,
  DeadLetterDetail,
  DeliveryReport,
  EditReport,
  EventDetail,
  HookyardEvent,
  Operator,
} from "@hookyard/core";
import { mask, type Masked, maskFields, maskText, touchesSensitive } from "@hookyard/core/operator/mask";
import { maskedLetters } from "./masked-letters.ts";

/** The paths that are sensitive in a source's events. */
export type SensitiveOf = (source: string) => readonly string[];

/** What the page is told about an event beside what the operator API says: which fields are masked. */
export interface MaskedFields {
  readonly masked?: readonly string[];
}

/** An operator whose answers have the sensitive fields masked; everything else goes through as it is. */
export function maskedOperator(operator: Operator, sensitiveOf: SensitiveOf): Operator {
  return {
    ...operator,
    ...maskedLetters(operator, sensitiveOf),
    async event(id) {
      const detail = await operator.event(id);
      return detail === undefined ? undefined : maskEventDetail(detail, sensitiveOf(detail.source));
    },
    async deadLetter(id) {
      const detail = await operator.deadLetter(id);
      return detail === undefined ? undefined : maskLetter(detail, sensitiveOf(detail.source));
    },
    ...(operator.replays !== undefined && {
      replays: maskedReplays(operator.replays, operator, sensitiveOf),
    }),
  };
}

/** {@link EventDetail} with its sensitive fields masked, and their names. */
export function maskEventDetail(
  detail: EventDetail,
  sensitive: readonly string[],
): EventDetail & MaskedFields {
  if (sensitive.length === 0) return detail;
  const event = maskFields(detail.event, sensitive);
  const conflicting = detail.conflicting.map((each) => ({
    each,
    event: maskFields(each.event, sensitive),
  }));
  const texts = [...event.texts, ...conflicting.flatMap((each) => each.event.texts)];
  const masked = [event, ...conflicting.map((each) => each.event)].flatMap(({ paths }) => paths);
  return {
    ...detail,
    event: event.value,
    conflicting: conflicting.map(({ each, event: { value } }) => ({ ...each, event: value })),
    ...(detail.request !== undefined && { request: maskRequest(detail.request, texts) }),
    history: detail.history.map((delivery) => maskDelivery(delivery, sensitive, texts)),
    ...(masked.length > 0 && { masked: [...new Set(masked)] }),
  };
}

/** A sensitive value may stand in the query or in a header as well. */
function maskRequest(request: RequestRecord, texts: readonly string[]): RequestRecord {
  return {
    ...request,
    url: maskText(request.url, texts),
    headers: request.headers.map(([name, value]) => [name, maskText(value, texts)]),
  };
}

function maskLetter(detail: DeadLetterDetail, sensitive: readonly string[]): DeadLetterDetail & MaskedFields {
  if (sensitive.length === 0) return detail;
  const event: Masked<HookyardEvent> = maskFields(detail.event, sensitive);
  return {
    ...detail,
    event: event.value,
    errorMessage: maskText(detail.errorMessage, event.texts),
    history: detail.history.map((attempt) => maskAttempt(attempt, event.texts)),
    ...(detail.edits !== undefined && { edits: detail.edits.map((edit) => maskEdit(edit, sensitive)) }),
    ...(event.paths.length > 0 && { masked: event.paths }),
  };
}

function maskDelivery(
  delivery: DeliveryReport,
  sensitive: readonly string[],
  texts: readonly string[],
): DeliveryReport {
  return {
    ...delivery,
    attempts: delivery.attempts.map((attempt) => maskAttempt(attempt, texts)),
    ...(delivery.edits !== undefined && { edits: delivery.edits.map((edit) => maskEdit(edit, sensitive)) }),
  };
}

// A handler that complains about a card number repeats it.
function maskAttempt(attempt: AttemptReport, texts: readonly string[]): AttemptReport {
  const { error } = attempt;
  if (error === undefined) return attempt;
  const { message, stack } = error;
  return {
    ...attempt,
    error: {
      ...error,
      message: maskText(message, texts),
      ...(stack !== undefined && { stack: maskText(stack, texts) }),
    },
  };
}

function maskEdit(edit: EditReport, sensitive: readonly string[]): EditReport {
  return {
    ...edit,
    changes: edit.changes.map((change) =>
      touchesSensitive(change.path, sensitive)
        ? {
            path: change.path,
            ...("before" in change && { before: mask }),
            ...("after" in change && { after: mask }),
          }
        : change,
    ),
  };
}

type Replays = NonNullable<Operator["replays"]>;

function maskedReplays(replays: Replays, operator: Operator, sensitiveOf: SensitiveOf): Replays {
  type CheckOut = Awaited<ReturnType<Replays["checkOut"]>>;
  const maskCheckOut = (checkOut: CheckOut): CheckOut => ({
    ...checkOut,
    letters: checkOut.letters.map((letter) => maskLetter(letter, sensitiveOf(letter.source))),
  });
  return {
    ...replays,
    checkOut: async (id, letters, seconds) => maskCheckOut(await replays.checkOut(id, letters, seconds)),
    async checkedOut(id) {
      const checkOut = await replays.checkedOut(id);
      return checkOut === undefined ? undefined : maskCheckOut(checkOut);
    },
    extendCheckOut: async (id, seconds) => maskCheckOut(await replays.extendCheckOut(id, seconds)),
    async editDeadLetter(id, edits, reason) {
      const source = (await operator.deadLetter(id))?.source ?? "";
      const edited = await replays.editDeadLetter(id, edits, reason);
      const [masked] = [maskEdit({ time: "", reason, changes: edited.changes }, sensitiveOf(source))];
      return { ...edited, changes: masked.changes };
    },
  };
}
