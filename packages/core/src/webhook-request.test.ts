import { describe, expect, test } from "vitest";
import {
  firstHeader,
  headerValues,
  type HeadersLike,
  rawHeaderPairs,
  withStableHeaders,
} from "./webhook-request.ts";

describe("headerValues", () => {
  test.each<[string, HeadersLike, readonly string[]]>([
    [
      "pairs",
      [
        ["X-A", "1"],
        ["x-b", "2"],
        ["x-a", "3"],
      ],
      ["1", "3"],
    ],
    ["a map", new Map([["X-A", "1"]]), ["1"]],
    ["a plain object", { "X-A": "1", "x-a": ["2", "3"], "x-b": "4" }, ["1", "2", "3"]],
    [
      "Headers, joined",
      new Headers([
        ["X-A", "1"],
        ["x-a", "2"],
      ]),
      ["1, 2"],
    ],
    ["an object without it", { "x-b": undefined, "x-a": undefined }, []],
    ["Headers without it", new Headers(), []],
  ])("of %s", (_kind, headers, values) => {
    expect(headerValues(headers, "x-a")).toEqual(values);
  });

  test.each([
    null,
    undefined,
    7,
    "text",
    { "x-a": 7 },
    { "x-a": [null, {}] },
    [["x-a"]],
    [["x-a", 7]],
    [[7, "x"]],
    [null],
    [undefined],
  ])("finds nothing in %j, and does not throw", (headers) => {
    // safe: what a caller without types could give
    expect(headerValues(headers as unknown as HeadersLike, "x-a")).toEqual([]);
  });

  test("a name may come in any case, and no other letter counts as one of its own", () => {
    const headers: HeadersLike = [
      ["X-HUB-KEY", "1"],
      ["x-Hub-keY", "2"],
      ["x-hub-\u212aey", "3"], // the Kelvin sign, which is a k in lower case
      ["x-hub-ke9", "4"],
    ];

    expect(headerValues(headers, "x-hub-key")).toEqual(["1", "2"]);
  });

  test("a plain object may have a header named get or append", () => {
    expect(headerValues({ get: "1", append: "2" }, "get")).toEqual(["1"]);
  });
});

test("rawHeaderPairs pairs Node's flat list", () => {
  expect(rawHeaderPairs(["Host", "a", "X-A", "1", "X-A", "2"])).toEqual([
    ["Host", "a"],
    ["X-A", "1"],
    ["X-A", "2"],
  ]);
});

test("withStableHeaders lets a generator be read twice", () => {
  const pairs = function* (): Generator<readonly [string, string]> {
    yield ["x-a", "1"];
  };

  const request = withStableHeaders({ method: "POST", url: "/", headers: pairs(), body: new Uint8Array() });

  expect(firstHeader(request.headers, "x-a")).toBe("1");
  expect(firstHeader(request.headers, "x-a")).toBe("1");
});
