import { ConfigError } from "@hookyard/core";
import { describe, expect, test } from "vitest";
import { readEnv } from "./env.ts";

describe("readEnv", () => {
  test("needs nothing", () => {
    expect(readEnv({})).toEqual({});
    expect(readEnv({ LEDGER_URL: "" })).toEqual({});
  });

  test("reads addresses", () => {
    expect(readEnv({ LEDGER_URL: "https://ledger.example.com/lines" })).toEqual({
      ledgerUrl: new URL("https://ledger.example.com/lines"),
    });
  });

  test.each(["hunter2", "ftp://example.com/hunter2"])(
    "refuses what is no address, naming the variable alone",
    (value) => {
      expect(() => readEnv({ ALERTS_URL: value })).toThrow(ConfigError);
      expect(() => readEnv({ ALERTS_URL: value })).toThrow(/^ALERTS_URL is no http\(s\) URL/);
      expect(() => readEnv({ ALERTS_URL: value })).not.toThrow(/hunter2/);
    },
  );
});
