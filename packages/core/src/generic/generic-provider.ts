import { BodyError } from "../body/body-error.ts";
import { fieldAt } from "../body/field.ts";
import { form, jsonOrForm } from "../body/form.ts";
import { json } from "../body/json.ts";
import { type Duration, readDuration } from "../duration.ts";
import type { DomainMapping } from "../domain/mapping.ts";
import { nameProblem } from "../router/name-problem.ts";
import type { HttpAnswer, Provider } from "../provider.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { type References, referenceForm, textOf, timeOf } from "./reference.ts";
import { createSpecCheck, type SpecCheck } from "./spec-check.ts";

/** What every provider that is configured as data has in common. */
export interface GenericSpec<Id extends string = string, DomainType extends string = never> {
  /** Types that no domain event fits are called `<id>.<their type>`. */
  readonly id: Id;
  /** Default: the id. */
  readonly name?: string;
  /** The page that says how requests are signed. */
  readonly docs?: string;
  readonly identify: {
    /** Without one, or where it is absent, the same bytes are the same event. */
    readonly id?: References;
    /** Default: every event is of the type `event`. */
    readonly type?: References;
    /** Default: the time of receipt. */
    readonly time?: References;
    readonly subject?: References;
  };
  /** Default `json`. `json-or-form`: as the content type says. */
  readonly body?: "json" | "form" | "json-or-form";
  /** The path of a list in the body, each item of which is an event of its own; `""` where the body is the list. */
  readonly split?: string;
  /** How long the sender may send an event again. Default 7 days. */
  readonly resendsFor?: Duration;
  /** What the sender wants to hear when all is well. Default: 200 and Hookyard's JSON. */
  readonly response?: HttpAnswer;
  /** Top-level fields that may differ between two sendings of one event. */
  readonly volatile?: readonly string[];
  /** From the sender's types to domain events. */
  readonly domain?: DomainMapping<DomainType>;
}

/** The keys of {@link GenericSpec}. */
const keys = [
  "id",
  "name",
  "docs",
  "identify",
  "body",
  "split",
  "resendsFor",
  "response",
  "volatile",
  "domain",
];
const identifyKeys = ["id", "type", "time", "subject"];
const bodies = { json, form, "json-or-form": jsonOrForm } as const;
const defaultHorizonSeconds = 7 * 86_400;

/**
 * A provider out of data. `what` names the function for messages; `checkScheme` looks at the keys of its own and
 * `createScheme` is called when nothing is wrong. Throws one `ConfigError` with all that is.
 */
export function createGenericProvider<const Id extends string, const DomainType extends string>(
  what: string,
  spec: GenericSpec<Id, DomainType>,
  scheme: {
    readonly keys: readonly string[];
    readonly check: (check: SpecCheck) => void;
    readonly create: () => Scheme;
  },
): Provider<Id, DomainType> {
  const check = createSpecCheck(what, Object(spec).id);
  if (check.object(spec, "", [...keys, ...scheme.keys])) {
    checkCommon(check, spec);
    scheme.check(check);
  }
  check.done();
  const { id, name = id, docs = "", identify, body = "json", split, response, volatile, domain = {} } = spec;
  const horizon = spec.resendsFor === undefined ? undefined : readDuration(spec.resendsFor);
  return {
    id,
    name,
    docs,
    scheme: scheme.create(),
    body: bodies[body],
    identify: (delivery) => ({
      id: identify.id === undefined ? undefined : textOf(identify.id, delivery),
      type: (identify.type === undefined ? "event" : textOf(identify.type, delivery)) ?? "unknown",
      time: identify.time === undefined ? undefined : timeOf(identify.time, delivery),
      subject: identify.subject === undefined ? undefined : textOf(identify.subject, delivery),
    }),
    horizonSeconds: horizon !== undefined && "seconds" in horizon ? horizon.seconds : defaultHorizonSeconds,
    ...(split !== undefined && { split: splitAt(split) }),
    ...(response !== undefined && { response }),
    ...(volatile !== undefined && { volatile }),
    domain,
  };
}

function splitAt(path: string): NonNullable<Provider["split"]> {
  return (payload) => {
    const list = path === "" ? payload : fieldAt(payload, path);
    if (Array.isArray(list)) return list;
    throw new BodyError(path === "" ? "the body is no list" : `the body has no list at ${path}`);
  };
}

function checkCommon(check: SpecCheck, spec: GenericSpec<string, string>): void {
  // A router may be written in JavaScript, so nothing is believed.
  const given: { readonly [Key in keyof GenericSpec]?: unknown } = spec;
  const { id, name, docs, identify, body, split, resendsFor, response, volatile, domain } = given;
  const wrongId = typeof id === "string" ? nameProblem(id) : "is missing: write a name such as acme";
  if (wrongId !== undefined) check.wrong("id", wrongId);
  check.text(name, "name", { write: "the name that people know" });
  check.text(docs, "docs", { fits: /^https?:\/\/\S+$/, write: "the address of a page" });
  check.oneOf(body, "body", Object.keys(bodies));
  if (split !== undefined && (typeof split !== "string" || !/^(?:[^.\s]+(?:\.[^.\s]+)*)?$/.test(split)))
    check.wrong(
      "split",
      'must be the path of a list in the body, such as "events", or "" for the body itself',
    );
  if (resendsFor !== undefined) {
    const read = readDuration(resendsFor);
    if ("problem" in read) check.wrong("resendsFor", read.problem);
  }
  if (
    volatile !== undefined &&
    !(Array.isArray(volatile) && volatile.every((one) => typeof one === "string"))
  )
    check.wrong("volatile", "must be a list of field names");
  if (domain !== undefined) check.object(domain, "domain", Object.keys(Object(domain)));
  if (check.object(identify, "identify", identifyKeys))
    for (const [key, value] of Object.entries(identify)) checkReferences(check, value, `identify.${key}`);
  if (response !== undefined) checkResponse(check, response);
}

function checkReferences(check: SpecCheck, value: unknown, at: string): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) check.wrong(at, "is an empty list");
  for (const one of list)
    check.text(one, at, {
      required: true,
      fits: referenceForm,
      write: '"header:x-event-id" (in lower case), "body:data.id" or "query:id"',
    });
}

function checkResponse(check: SpecCheck, response: unknown): void {
  if (!check.object(response, "response", ["status", "headers", "body"])) return;
  const { status, headers, body }: { readonly [Key in keyof HttpAnswer]?: unknown } = response;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 299)
    check.wrong("response.status", "must be a status from 200 to 299: it is what a success is answered with");
  check.text(body, "response.body", { write: "text" });
  if (headers !== undefined && !Object.values(Object(headers)).every((value) => typeof value === "string"))
    check.wrong("response.headers", "must be text by name");
}
