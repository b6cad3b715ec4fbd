import * as v from "valibot";
import type { Json } from "../event.ts";
import { mostCheckedOut } from "../replay/check-out.ts";
import { defaultReplayLimits, eventsFrom, type ReplayRequest } from "../replay/replay-request.ts";
import { changeFilter, deliveryId, exact, text, time, type } from "./operator-request.ts";

const body = "must be a JSON object";

function number(what: string, least: number, most: number) {
  const message = `must be ${what}, from ${least} to ${most}`;
  return v.pipe(v.number(message), v.minValue(least, message), v.maxValue(most, message));
}

function whole(what: string, least: number, most: number) {
  return v.pipe(number(what, least, most), v.integer(`must be a whole number: ${what}`));
}

const urlMessage = "must be a whole address, such as http://localhost:4000/debug";
const httpUrl = v.pipe(
  v.string(urlMessage),
  v.maxLength(2048, urlMessage),
  v.check((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), urlMessage),
  v.check(
    (value) => new URL(value).username === "",
    "must hold no user and password: jobs are kept and shown",
  ),
);

const limits = v.optional(
  exact(
    {
      canary: v.optional(whole("how many go first", 0, 10_000), defaultReplayLimits.canary),
      ratePerSecond: v.optional(number("letters a second", 0.01, 100_000), defaultReplayLimits.ratePerSecond),
      maxBacklogAgeSeconds: v.optional(
        number("seconds", 0, 86_400),
        defaultReplayLimits.maxBacklogAgeSeconds,
      ),
      maxFailureShare: v.optional(number("a share", 0, 1), defaultReplayLimits.maxFailureShare),
    },
    body,
  ),
  {},
);

const what = v.variant(
  "kind",
  [
    v.strictObject({ kind: v.literal("dead-letters"), filter: changeFilter }),
    v.strictObject({
      kind: v.literal("archive"),
      query: exact(
        {
          since: time,
          until: time,
          type: v.exactOptional(type),
          source: v.exactOptional(text("a source's name")),
          consumer: v.exactOptional(text("a consumer's name")),
        },
        body,
      ),
      from: v.exactOptional(v.picklist(eventsFrom, "must be table or archive")),
    }),
  ],
  'must be {"kind":"dead-letters","filter":{…}} or {"kind":"archive","query":{"since":…,"until":…}}, and nothing else',
);

const to = v.optional(
  v.variant(
    "kind",
    [
      v.strictObject({ kind: v.literal("consumer") }),
      v.strictObject({ kind: v.literal("bus") }),
      v.strictObject({ kind: v.literal("http"), url: httpUrl }),
    ],
    'must be {"kind":"consumer"}, {"kind":"bus"} or {"kind":"http","url":…}, and nothing else',
  ),
  { kind: "consumer" },
);

const request = exact(
  { what, to, limits, force: v.optional(v.boolean(), false), again: v.optional(v.boolean(), false) },
  body,
) satisfies v.GenericSchema<unknown, ReplayRequest>;

/** `POST /v1/replays/plan`. What is left out has the defaults of `replay-request.ts`. */
export const planBody = exact({ request }, body);

const jobId = v.pipe(
  v.string("must be an id such as job_7f3a"),
  v.regex(/^job_[0-9a-zA-Z]{4,40}$/, "must be job_ with 4 to 40 letters and digits"),
);

/** `POST /v1/jobs`. The id is the caller's, so that a lost connection can be asked again. */
export const startJobBody = exact({ id: jobId, request }, body);

const checkOutId = v.pipe(
  v.string("must be an id such as chk_7f3a"),
  v.regex(/^chk_[0-9a-zA-Z]{4,40}$/, "must be chk_ with 4 to 40 letters and digits"),
);
const seconds = whole("seconds", 1, 12 * 3600);
const lettersMessage = `must be 1 to ${mostCheckedOut} delivery ids`;

/** `POST /v1/check-outs`. */
export const checkOutBody = exact(
  {
    id: checkOutId,
    letters: v.pipe(
      v.array(deliveryId, lettersMessage),
      v.minLength(1, lettersMessage),
      v.maxLength(mostCheckedOut, lettersMessage),
    ),
    seconds,
  },
  body,
);

/** `POST /v1/check-outs/:id/extend`. */
export const extendBody = exact({ seconds }, body);

/** Where the path says it all. */
export const emptyBody = exact({}, body);

const editsMessage = "must be 1 to 100 fields, each with its path and, unless it goes, its value";

/** `POST /v1/dead-letters/:id/edit`. */
export const editBody = exact(
  {
    edits: v.pipe(
      v.array(
        exact(
          {
            path: text("a path such as data.amount", 1024),
            value: v.exactOptional(v.custom<Json>(() => true)),
          },
          body,
        ),
        editsMessage,
      ),
      v.minLength(1, editsMessage),
      v.maxLength(100, editsMessage),
    ),
    reason: text("the reason, for people", 500),
  },
  body,
);
