import * as v from "valibot";
import type { JsonObject } from "../event.ts";
import { parsePattern, PatternError } from "../pattern/index.ts";
import { parseInstant } from "./instant.ts";
import { OperatorError, type FieldProblem } from "./operator-error.ts";
import { deliveryStates } from "./operator.ts";

/** Most ids that one filter may name: they have to fit the line of a GET request. */
export const mostFilterIds = 100;

/** An object of exactly these fields; `otherwise` says what it must be where it is no object. */
export function exact<const Entries extends v.ObjectEntries>(entries: Entries, otherwise: string) {
  const known = Object.keys(entries);
  const fields = v.strictObject(entries, (issue) => {
    if (issue.expected !== "never") return "is required";
    return known.length === 0
      ? "is not known: nothing is taken here"
      : `is not known; known are ${known.join(", ")}`;
  });
  // A strict object takes an array for one without fields: `"filter": []` would mean every dead letter.
  return v.pipe(v.custom<object>(isRecord, otherwise), fields);
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text of 1 to `most` characters; `what` says what it must be. */
export function text(what: string, most = 256) {
  const message = `must be ${what}, 1 to ${most} characters, given once`;
  return v.pipe(v.string(message), v.minLength(1, message), v.maxLength(most, message));
}

const typeMessage = "must be a type such as payment.succeeded; a * may stand at the end only: payment.*";
export const type = v.pipe(v.string(typeMessage), v.regex(/^(?:[^*]{1,255}|[^*]{0,255}\*)$/, typeMessage));

const timeMessage = "must be an RFC 3339 time with its zone, such as 2026-05-01T10:00:00Z";
export const time = v.pipe(
  v.string(timeMessage),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const instant = parseInstant(dataset.value);
    if (instant !== undefined) return instant.toISOString();
    addIssue({ message: timeMessage });
    return NEVER;
  }),
);

const limitMessage = "must be a whole number from 1 to 1000";
const limitNumber = v.pipe(
  v.number(limitMessage),
  v.integer(limitMessage),
  v.minValue(1, limitMessage),
  v.maxValue(1000, limitMessage),
);
const limitText = v.pipe(
  v.string(limitMessage),
  v.regex(/^\d{1,4}$/, limitMessage),
  v.transform(Number),
  limitNumber,
);

const stateMessage = `must be one of ${deliveryStates.join(", ")}`;
const idsMessage = `must be 1 to ${mostFilterIds} delivery ids, such as evt_1:fulfil-order`;
export const deliveryId = text("a delivery id such as evt_1:fulfil-order", 512);
export const ids = v.pipe(
  v.array(deliveryId, idsMessage),
  v.minLength(1, idsMessage),
  v.maxLength(mostFilterIds, idsMessage),
);
/** One of a tail on AWS names the events that it has just seen. */
const cursor = text("a cursor that this API gave out", 4096);
export const page = { limit: v.optional(limitText, "50"), cursor: v.exactOptional(cursor) };

const whereMessage =
  'must be a pattern in EventBridge\'s language, such as {"data":{"amount":[{"numeric":[">",100]}]}}';
const where = v.pipe(
  v.custom<JsonObject>(isRecord, whereMessage),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      parsePattern(JSON.stringify(dataset.value));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      addIssue({ message: `is no pattern: ${error.message}` });
    }
  }),
);
/** The same in a query: its JSON. */
const whereText = v.pipe(
  v.string(whereMessage),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    try {
      return JSON.parse(dataset.value);
    } catch {
      addIssue({ message: `${whereMessage}; this is no JSON` });
      return NEVER;
    }
  }),
  where,
);
const generationsMessage = "must be a whole number from 1 to 1000";
const holder = text("the id of a check-out");

const filter = {
  consumer: v.exactOptional(text("a consumer's name")),
  type: v.exactOptional(type),
  source: v.exactOptional(text("a source's name")),
  error: v.exactOptional(text("a part of the error's name or message; * stands for anything")),
  since: v.exactOptional(time),
  until: v.exactOptional(time),
};

/** What a filter is in a query beside {@link filter}. */
const queryFilter = {
  where: v.exactOptional(whereText),
  replayBelow: v.exactOptional(
    v.pipe(v.string(generationsMessage), v.regex(/^\d{1,4}$/, generationsMessage), v.transform(Number)),
  ),
  holder: v.exactOptional(holder),
};

const query = "must be a query";
const body = "must be a JSON object";

/** `GET /v1/events`. */
export const eventsQuery = exact(
  {
    ...page,
    source: v.exactOptional(text("a source's name")),
    type: v.exactOptional(type),
    subject: v.exactOptional(text("a subject", 1024)),
    providerId: v.exactOptional(text("the provider's own id", 1024)),
    since: v.exactOptional(time),
    until: v.exactOptional(time),
    state: v.exactOptional(v.picklist(deliveryStates, stateMessage)),
    where: v.exactOptional(whereText),
  },
  query,
);

/** `GET /v1/jobs`. */
export const jobsQuery = exact(page, query);

/** `GET /v1/audit`. */
export const auditQuery = exact(page, query);

/** `GET /v1/events/after`. */
export const afterQuery = exact(page, query);

/** `GET /v1/events/tail`. */
export const tailQuery = exact({ cursor: v.exactOptional(cursor) }, query);

/** `GET /v1/dead-letters`; `id` may be repeated. */
export const deadLettersQuery = exact(
  { ...page, id: v.exactOptional(ids), ...filter, ...queryFilter },
  query,
);

/** `GET /v1/dead-letters/groups`; `id` may be repeated. */
export const groupsQuery = exact({ id: v.exactOptional(ids), ...filter, ...queryFilter }, query);

/** Paths that take no query. */
export const noQuery = exact({}, query);

/** Which dead letters, in a body. */
export const changeFilter = exact(
  {
    ids: v.exactOptional(ids),
    ...filter,
    where: v.exactOptional(where),
    replayBelow: v.exactOptional(v.pipe(v.number(generationsMessage), v.integer(generationsMessage))),
  },
  "must be an object; {} means every dead letter",
);

/** `POST /v1/dead-letters/replay`. Both fields are required: nothing is sent again by leaving something out. */
export const replayBody = exact({ filter: changeFilter, limit: limitNumber }, body);

/** `POST /v1/dead-letters/discard`. */
export const discardBody = exact(
  { filter: changeFilter, limit: limitNumber, reason: text("the reason, for people", 500) },
  body,
);

/** Ids of refused requests: `ref_12` on one machine, `ref_s12_stripe` at AWS. */
export const refusedIdPattern: RegExp = /^ref_[a-z0-9][a-z0-9_-]{0,200}$/;
const refusedIdsMessage = `must be 1 to ${mostFilterIds} ids of refused requests, such as ref_1`;
const refusedIds = v.pipe(
  v.array(
    v.pipe(v.string(refusedIdsMessage), v.regex(refusedIdPattern, refusedIdsMessage)),
    refusedIdsMessage,
  ),
  v.minLength(1, refusedIdsMessage),
  v.maxLength(mostFilterIds, refusedIdsMessage),
);

/** `GET /v1/refused`; `id` may be repeated. */
export const refusedQuery = exact(
  {
    ...page,
    id: v.exactOptional(refusedIds),
    source: v.exactOptional(text("a source's name")),
    reason: v.exactOptional(text("a reason such as signature_mismatch")),
    explanation: v.exactOptional(text("the code of an explanation")),
    since: v.exactOptional(time),
    until: v.exactOptional(time),
  },
  query,
);

/** `POST /v1/refused/retry` and `/v1/refused/discard`: what is meant is always named. */
export const refusedIdsBody = exact({ ids: refusedIds }, body);

/** Checks a query strictly: fields that are unknown or given twice are refused by name. */
export function readQuery<Schema extends v.GenericSchema>(
  schema: Schema,
  parameters: URLSearchParams,
): v.InferOutput<Schema> {
  const fields = Object.create(null) as Record<string, unknown>; // no prototype: `__proto__` is a name like any other
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    fields[name] = name === "id" || values.length > 1 ? values : values[0];
  }
  return check(schema, fields, "query");
}

/** Checks a body strictly, as {@link readQuery} does. */
export function readBody<Schema extends v.GenericSchema>(
  schema: Schema,
  source: string,
): v.InferOutput<Schema> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (cause) {
    const fields = [{ field: "", message: "must be JSON" }];
    throw new OperatorError("request_invalid", "The body is not JSON.", { fields, cause });
  }
  return check(schema, parsed, "body");
}

function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  where: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const fields = result.issues.map(fieldProblem);
  const list = fields.map(
    ({ field, message }) => `${field === "" ? `the ${where}` : `\`${field}\``} ${message}`,
  );
  throw new OperatorError("request_invalid", `${list.join("; ")}.`, { fields });
}

function fieldProblem(issue: v.BaseIssue<unknown>): FieldProblem {
  return { field: v.getDotPath(issue) ?? "", message: issue.message };
}
