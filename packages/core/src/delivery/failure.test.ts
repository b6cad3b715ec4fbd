import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { PermanentError, RetryAfterError } from "../errors.ts";
import { describeFailure, describeUnreadable } from "./failure.ts";

describe("describeFailure", () => {
  test("takes name, message and stack of an error", () => {
    const error = new TypeError("no such column");
    expect(describeFailure(error)).toEqual({
      name: "TypeError",
      message: "no such column",
      stack: error.stack,
      permanent: false,
    });
  });

  test("knows what will never succeed, and what wants another time", () => {
    expect(describeFailure(new PermanentError("gone")).permanent).toBe(true);
    expect(describeFailure(new RetryAfterError(30)).retryAfterSeconds).toBe(30);
    expect(describeFailure(new RetryAfterError(30)).permanent).toBe(false);
  });

  test("knows them from another copy of the class", () => {
    const permanent = Object.assign(new Error("gone"), { name: "PermanentError", code: "permanent" });
    const later = Object.assign(new Error("later"), { code: "retry_after", seconds: 7 });
    expect(describeFailure(permanent).permanent).toBe(true);
    expect(describeFailure(later).retryAfterSeconds).toBe(7);
  });

  test.each([["7"], [Number.NaN], [-1], [Number.POSITIVE_INFINITY], [undefined]])(
    "ignores %s as seconds",
    (seconds) => {
      expect(describeFailure({ code: "retry_after", seconds })).not.toHaveProperty("retryAfterSeconds");
    },
  );

  test("takes an error of another realm", () => {
    expect(describeFailure(runInNewContext("new RangeError('far away')"))).toMatchObject({
      name: "RangeError",
      message: "far away",
    });
  });

  test.each([
    ["a text", { name: "string", message: "a text" }],
    [undefined, { name: "undefined", message: "undefined" }],
    [null, { name: "null", message: "null" }],
    [42n, { name: "bigint", message: "42" }],
    [Symbol("s"), { name: "symbol", message: "Symbol(s)" }],
    [{ any: "thing" }, { name: "object", message: "(an object without a message was thrown)" }],
    [() => 1, { message: "(a function was thrown)" }],
    [new Error(""), { message: "(no message)" }],
  ])("takes anything that is thrown: %s", (thrown, expected) => {
    expect(describeFailure(thrown)).toMatchObject(expected);
  });

  test("survives getters and proxies that throw", () => {
    const hostile = Object.defineProperties(new Error("x"), {
      message: {
        get: () => {
          throw new Error("from the getter");
        },
      },
      stack: {
        get: () => {
          throw new Error("from the getter");
        },
      },
      cause: {
        get: () => {
          throw new Error("from the getter");
        },
      },
    });
    const refuse = () => {
      throw new Error("from the proxy");
    };
    const proxy = new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse });

    expect(describeFailure(hostile)).toMatchObject({ name: "Error", permanent: false });
    expect(describeFailure(proxy)).toMatchObject({ name: "object", permanent: false });
  });

  test("adds the causes, and does not go in circles", () => {
    const root = new Error("connect ECONNREFUSED");
    const middle = new TypeError("fetch failed", { cause: root });
    root.cause = middle;

    expect(describeFailure(new Error("cannot save", { cause: middle })).message).toBe(
      "cannot save; caused by TypeError: fetch failed; caused by Error: connect ECONNREFUSED",
    );
  });

  test("is decided by the outermost error alone", () => {
    expect(describeFailure(new Error("try again", { cause: new PermanentError("gone") })).permanent).toBe(
      false,
    );
  });

  test("bounds everything", () => {
    let error = new Error("x".repeat(10_000));
    for (let depth = 0; depth < 50; depth++) error = new Error("y".repeat(10_000), { cause: error });
    error.name = "n".repeat(10_000);
    error.stack = "s".repeat(100_000);
    const failure = describeFailure(error);

    expect(failure.name).toHaveLength(100);
    expect(failure.message).toHaveLength(2_000);
    expect(failure.stack).toHaveLength(8_000);
  });

  test("is plain data that can be stored and sent", () => {
    const failure = describeFailure(new RetryAfterError(5, "half a pair \ud83d"));

    expect(structuredClone(failure)).toEqual(failure);
    expect(JSON.parse(JSON.stringify(failure))).toEqual(failure);
    expect(failure.message).toBe("half a pair \ufffd");
  });
});

test("describeUnreadable marks what no handler ever saw", () => {
  expect(describeUnreadable(new SyntaxError("Unexpected end"))).toMatchObject({
    name: "SyntaxError",
    permanent: true,
    unreadable: true,
  });
});
