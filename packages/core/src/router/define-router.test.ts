import { describe, expect, test } from "vitest";
import { exponential, fixed } from "../delivery/retry-policy.ts";
import { ConfigError } from "../errors.ts";
import { matches } from "../pattern/index.ts";
import { github } from "../provider/github.ts";
import { shopify } from "../provider/shopify.ts";
import { slack } from "../provider/slack.ts";
import { stripe } from "../provider/stripe.ts";
import { isConsumer } from "./consumer.ts";
import { defineRouter } from "./define-router.ts";
import { RouterDefinitionError, type RouterProblem } from "./problem.ts";
import type { ConsumerDefinition } from "./router.ts";
import { source } from "./source.ts";

const sources = { stripe: source(stripe), "github-acme": source(github), slack: source(slack) };

/** As a JavaScript author could write it, whom no compiler warns. */
function define(
  consumers: Record<string, unknown>,
  given: Record<string, unknown> = sources,
): ReturnType<typeof defineRouter> {
  return defineRouter({ sources: given, consumers } as never);
}

function problemsOf(
  consumers: Record<string, unknown>,
  given?: Record<string, unknown>,
): readonly RouterProblem[] {
  try {
    define(consumers, given);
    return [];
  } catch (error) {
    if (error instanceof RouterDefinitionError) return error.problems;
    throw error;
  }
}

/** The problems of one consumer that is right but for what is given, with `a` for its path. */
function problemsWith(spec: Record<string, unknown>): readonly string[] {
  return problemsOf({ a: { on: ["payment.succeeded"], ...spec } }).map(
    ({ path, message }) => `${path.replace("consumers.a", "a")}: ${message}`,
  );
}

function consumerWith(spec: Record<string, unknown>): ConsumerDefinition {
  const definition = define({ a: { on: ["payment.succeeded"], ...spec } }).consumers["a"];
  if (definition === undefined) throw new Error("the router has no consumer a");
  return definition;
}

describe("a router that is right", () => {
  test("has every default filled in", () => {
    const { compiled, ...definition } = consumerWith({});

    expect(definition).toStrictEqual({
      name: "a",
      on: ["payment.succeeded"],
      retry: {
        attempts: 8,
        backoff: { kind: "exponential", firstSeconds: 10, mostSeconds: 3600, factor: 2, jitter: true },
      },
      timeoutSeconds: 30,
      concurrency: 10,
      idempotent: true,
      pattern: { type: ["payment.succeeded"] },
    });
    expect(matches(compiled, { type: "payment.succeeded" })).toBe(true);
    expect(matches(compiled, { type: "payment.failed" })).toBe(false);
  });

  test("keeps what is written", () => {
    const spec = {
      where: { data: { amount: [{ numeric: [">", 0] }] } },
      retry: { attempts: 3, backoff: fixed(["1 minute"]) },
      timeout: "2 minutes",
      concurrency: 1,
      idempotent: false,
    };

    expect(consumerWith(spec)).toMatchObject({
      where: spec.where,
      retry: { attempts: 3, backoff: { kind: "fixed", delaysSeconds: [60] } },
      timeoutSeconds: 120,
      concurrency: 1,
      idempotent: false,
      pattern: { type: ["payment.succeeded"], ...spec.where },
    });
  });

  test("names its sources", () => {
    const { sources: resolved } = define(
      {},
      { shop: source(shopify, { toleranceSeconds: 60, maxBodyBytes: 1000, settings: { shop: "a" } }) },
    );

    expect(resolved).toStrictEqual({
      shop: {
        name: "shop",
        provider: shopify,
        settings: { shop: "a" },
        toleranceSeconds: 60,
        maxBodyBytes: 1000,
      },
    });
  });

  test.each<readonly [string, Record<string, unknown>, object]>([
    [
      "types and families",
      { on: ["payment.succeeded", "refund.*"] },
      { type: ["payment.succeeded", { prefix: "refund." }] },
    ],
    ["a provider's own types", { on: ["stripe.*"] }, { type: [{ prefix: "stripe." }] }],
    ["everything", { on: ["*"] }, { type: [{ exists: true }] }],
    [
      "everything of one source",
      { on: ["*"], where: { source: ["/webhooks/slack"] } },
      { source: ["/webhooks/slack"] },
    ],
    [
      "a family but for one type, as the exact types that are left",
      { on: ["refund.*"], where: { type: [{ "anything-but": ["refund.updated"] }] } },
      { type: ["refund.created", "refund.succeeded", "refund.failed"] },
    ],
  ])("has one pattern for the deployed rule: %s", (_, spec, pattern) => {
    expect(consumerWith(spec).pattern).toStrictEqual(pattern);
  });

  test("gives a consumer its function", () => {
    const router = define({ a: { on: ["*"] } });
    const handler = () => "done";
    const consumer = router.consumer("a" as never, handler);

    expect(isConsumer(consumer)).toBe(true);
    expect(consumer).toMatchObject({
      kind: "hookyard.consumer",
      name: "a",
      definition: router.consumers["a"],
      handler,
    });
  });

  test("takes a thousand consumers", () => {
    const spec = { on: ["payment.*", "code.pushed"], where: { data: { amount: [{ numeric: [">", 0] }] } } };
    const consumers = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`c${index}`, spec]));

    expect(Object.keys(define(consumers).consumers)).toEqual(Object.keys(consumers));
  });
});

describe("a function for a consumer that the router has not", () => {
  test("is refused, with the name that was probably meant", () => {
    const router = define({ "fulfil-order": { on: ["*"] } });

    expect(() => router.consumer("fulfill-order" as never, () => {})).toThrow(ConfigError);
    expect(() => router.consumer("fulfill-order" as never, () => {})).toThrow(
      'The router has no consumer "fulfill-order". Did you mean "fulfil-order"?',
    );
    expect(() => router.consumer("constructor" as never, () => {})).toThrow(ConfigError);
  });

  test("is refused when it is no function", () => {
    expect(() => define({ a: { on: ["*"] } }).consumer("a" as never, "x" as never)).toThrow(
      "the handler is no function",
    );
  });
});

describe("everything that is wrong", () => {
  test("is told at once, each with its place", () => {
    const problems = problemsOf(
      { A: { on: ["payment.*"] }, b: { on: [] }, c: { on: ["x"], timeout: 5 } },
      { ...sources, "1st": {} },
    );

    expect(problems.map(({ path }) => path)).toEqual([
      "sources.1st",
      "sources.1st",
      "consumers.A",
      "consumers.b.on",
      "consumers.c.timeout",
      "consumers.c.on[0]",
    ]);
  });

  test("is one ConfigError for the operator to read", () => {
    expect(() => define({ a: { on: [] } })).toThrow(ConfigError);
    expect(() => define({ a: { on: [] } })).toThrow(
      "The router has 1 problem:\n  - consumers.a.on: names no type",
    );
  });
});

describe("names", () => {
  test.each([
    ["fulfilOrder", 'write "fulfil-order"'],
    ["Fulfil Order", 'write "fulfil-order"'],
    ["1st", 'write "st"'],
    ["a_b", 'write "a-b"'],
    ["x".repeat(49), `write "${"x".repeat(48)}"`],
    ["é", "a letter first"],
  ])("%s is no name", (name, fix) => {
    expect(problemsOf({ [name]: { on: ["*"] } })[0]?.message).toContain(fix);
    expect(problemsOf({}, { [name]: source(stripe) })[0]?.message).toContain(fix);
  });
});

describe("sources", () => {
  test("there must be one", () => {
    expect(problemsOf({}, {})).toEqual([
      { path: "sources", message: expect.stringContaining("write { stripe: source(stripe) }") },
    ]);
  });

  test("have a provider", () => {
    expect(problemsOf({}, { a: stripe })[0]).toEqual({
      path: "sources.a",
      message: expect.stringContaining("write source(stripe)"),
    });
  });

  test.each<readonly [Record<string, unknown>, string, string]>([
    [{ toleranceSeconds: -1 }, "sources.a.toleranceSeconds", "is -1"],
    [{ maxBodyBytes: 0 }, "sources.a.maxBodyBytes", "is 0"],
    [{ settings: { shop: 5 } }, "sources.a.settings.shop", "is not text"],
    [{ tolerance: 5 }, "sources.a", '"tolerance" is no option of a source.'],
  ])("refuse the option %j", (options, path, message) => {
    expect(problemsOf({}, { a: source(stripe, options as never) })).toEqual([
      { path, message: expect.stringContaining(message) },
    ]);
  });
});

describe("on", () => {
  test.each<readonly [unknown, string]>([
    [
      "payment.suceeded",
      'a.on[0]: is "payment.suceeded", which is no type that a source of this router gives. Did you mean "payment.succeeded"?',
    ],
    ["paymnt.*", 'Did you mean "payment.*"?'],
    ["order.created", 'a.on[0]: is "order.created", which no source of this router gives. Could come from: '],
    ["order.*", ", shopify, "],
    ["payment_intent.succeeded", 'stripe\'s own name. It arrives as "payment.succeeded": write that'],
    ["stripe.payment_intent.succeeded", 'It arrives as "payment.succeeded": write that'],
    ["github.pull_request.closed", 'It arrives as "pull_request.merged" or "pull_request.closed"'],
    ["strpe.topup.failed", 'Did you mean "stripe.topup.failed"?'],
    ["shopify.orders/create", "A provider's own type is written with its id"],
    ["pay*", "a * stands alone or at the end after a dot"],
    ["stripe.", 'write "stripe.*"'],
    ["stripe.a\nb", 'which arrives as "stripe.a_b": write that'],
    ["", "is not a type"],
    [7, "is not a type"],
  ])("refuses %j", (entry, message) => {
    expect(problemsWith({ on: [entry] })).toEqual([expect.stringContaining(message)]);
  });

  test.each(["payment.succeeded", "payment.*", "stripe.topup.failed", "stripe.customer.*", "slack.*", "*"])(
    "takes %s",
    (entry) => {
      expect(problemsWith({ on: [entry] })).toEqual([]);
    },
  );

  test.each([[undefined], [[]], ["payment.succeeded"]])("must be a list that names something: %j", (on) => {
    expect(problemsWith({ on })).toEqual([
      expect.stringContaining("a.on: names no type, so nothing would ever come"),
    ]);
  });
});

describe("where", () => {
  const onAll = { on: ["payment.succeeded", "code.pushed"] };

  test.each<readonly [Record<string, unknown>, string]>([
    [{ where: { dta: { amount: [1] } } }, 'a.where.dta: "dta" is no field of an event. Did you mean "data"?'],
    [
      { where: { amount: [1] } },
      'a.where.amount: "amount" is a field of the data: write { data: { amount: … } }',
    ],
    [
      { where: { provider: ["strpe"] } },
      'a.where.provider[0]: "strpe" can match nothing here. Did you mean "stripe"?',
    ],
    [
      { where: { provider: ["github"] } },
      '"github" can match nothing here. With this `on`, provider is one of stripe',
    ],
    [{ where: { source: ["stripe"] } }, '"stripe" can match nothing here. Did you mean "/webhooks/stripe"?'],
    [{ where: { source: [{ prefix: "/webhooks/x" }] } }, "source is one of /webhooks/stripe"],
    [{ where: { type: ["payment.failed"] } }, 'a.where.type[0]: "payment.failed" can match nothing here.'],
    [{ where: { specversion: ["0.3"] } }, "specversion is one of 1.0"],
    [{ where: { provider: { x: ["y"] } } }, "provider is text and has no fields inside"],
    [
      { ...onAll, where: { type: ["code.pushed"], provider: ["stripe"] } },
      "type and provider can match together nothing",
    ],
    [{ on: ["stripe.*"], where: { type: ["stripe.topup.failed"] } }, "match providertype in its place"],
    [
      { where: { $or: [{ type: ["payment.succeeded"] }, { subject: ["x"] }] } },
      "a.where.$or[0].type: type cannot stand in $or",
    ],
    [
      { where: { $or: [{ data: { amout: [1] } }, { subject: ["x"] }] } },
      'a.where.$or[0].data.amout: no type in `on` has a field "amout" here. Did you mean "amount"?',
    ],
    [{ where: { "data.amout": [1] } }, 'a.where.data.amout: no type in `on` has a field "amout" here.'],
    [{ where: { data: { branch: ["main"] } } }, 'no type in `on` has a field "branch" here.'],
    [{ where: { data: { amount: { value: [1] } } } }, '"amount" is a value and has no fields inside'],
    [
      { where: { data: { amount: ["100"] } } },
      'a.where.data.amount[0]: "100" is never there: it must be an integer in minor units',
    ],
    [{ where: { data: { currency: ["usd"] } } }, "must be an ISO 4217 code in upper case"],
    [{ where: { data: { customerId: [null] } } }, "an empty field is absent, write { exists: false }"],
    [
      { where: { data: { currency: [{ numeric: [">", 1] }] } } },
      "numeric never matches here: the field is no number",
    ],
    [{ where: { data: { amount: [{ prefix: "1" }] } } }, "prefix never matches here: the field is no text"],
    [{ where: { data: { metadata: [{ exists: true }] } } }, '"metadata" is an object'],
    [{ on: ["code.pushed"], where: { data: { commits: { mesage: ["x"] } } } }, 'Did you mean "message"?'],
    [
      { on: ["subscription.*"], where: { data: { status: ["actve"] } } },
      "must be one of incomplete, expired",
    ],
    [
      { where: { data: { mismatch: { type: [{ exists: true }] } } } },
      'no type in `on` has a field "mismatch" here.',
    ],
    [{ where: { data: [{ exists: true }] } }, "data is an object: name a field in it"],
    [
      { where: { data: { amount: [{ numeric: [">", "x"] }] } } },
      "a.where: The event pattern is not valid at data.amount[0].numeric",
    ],
    [
      { where: { data: { amount: [{ nummeric: [">", 1] }] } } },
      "a.where: The event pattern is not valid at data.amount[0]",
    ],
    [{ where: {} }, "a.where: The event pattern is not valid"],
  ])("refuses %j", (spec, message) => {
    expect(problemsWith(spec)).toEqual([expect.stringContaining(message)]);
  });

  test.each<readonly [Record<string, unknown>]>([
    [{ where: { data: { amount: [100, { numeric: [">", 5, "<=", 10] }] } } }],
    [{ where: { data: { original: { data: { object: { anything: ["x"] } } } } } }],
    [{ where: { data: { metadata: { order_id: [{ prefix: "A" }] } } } }],
    [{ where: { data: { customerId: [{ exists: false }] } } }],
    [{ where: { "data.metadata.plan": ["pro"] } }],
    [{ where: { providertype: ["payment_intent.succeeded"], subject: [{ prefix: "pi_" }] } }],
    [{ where: { provider: [{ "anything-but": ["github"] }] } }],
    [{ on: ["stripe.*"], where: { data: { mismatch: { type: ["payment.succeeded"] } } } }],
    [{ on: ["*"], where: { $or: [{ type: [{ prefix: "payment." }] }, { data: { branch: ["main"] } }] } }],
    [{ on: ["*"], where: { type: ["whatever.comes"] } }],
    [{ on: ["payment.*", "code.pushed"], where: { data: { branch: ["main"] } } }],
    [{ on: ["code.pushed"], where: { data: { commits: { message: [{ wildcard: "*fix*" }] } } } }],
    [{ on: ["pull_request.opened"], where: { data: { labels: ["bug"] } } }],
  ])("takes %j", (spec) => {
    expect(problemsWith(spec)).toEqual([]);
  });
});

describe("retry, timeout, concurrency", () => {
  test.each<readonly [Record<string, unknown>, string]>([
    [{ timeout: "10 secs" }, 'a.timeout: is "10 secs", which is not a duration: write "10 seconds"'],
    [{ timeout: 30 }, 'a.timeout: is 30 without a unit: write "30 seconds"'],
    [{ timeout: "1 hour" }, 'a.timeout: is "1 hour": write from "1 second" to "15 minutes"'],
    [{ timeout: "500 milliseconds" }, "a.timeout: is"],
    [{ concurrency: 0 }, "a.concurrency: is 0: write a whole number from 1 to 1000"],
    [{ concurrency: 1.5 }, "a.concurrency: is 1.5"],
    [{ retry: { attempts: 0 } }, "a.retry: attempts is 0: write a whole number from 1 (no retry) to 1000"],
    [{ retry: { backof: 1 } }, 'a.retry: "backof" is no option of retry. Did you mean "backoff"?'],
    [{ retry: { backoff: "1 hour" } }, "a.retry.backoff: is not a backoff: write exponential("],
    [{ retry: { attempts: 1000, backoff: fixed(["12 hours"]) } }, "can take 500 days"],
    [
      { retry: { backoff: { ...exponential({ first: "1 second", most: "1 hour" }), factor: 0 } } },
      "factor is 0",
    ],
    [{ retry: 3 }, "a.retry: is not an object"],
    [{ timout: "1 second" }, 'a: "timout" is no option of a consumer. Did you mean "timeout"?'],
    [{ idempotent: "no" }, "a.idempotent: is not true or false"],
  ])("refuses %j", (spec, message) => {
    expect(problemsWith(spec)).toEqual([expect.stringContaining(message)]);
  });
});

test("more than a thousand consumers are refused", () => {
  const consumers = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`c${index}`, { on: ["*"] }]),
  );

  expect(problemsOf(consumers)).toEqual([
    { path: "consumers", message: expect.stringContaining("has 1001 consumers") },
  ]);
});
