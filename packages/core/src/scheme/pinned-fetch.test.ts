import { describe, expect, test } from "vitest";
import { fetchPinned } from "./pinned-fetch.ts";

const hosts = ["api.example.com"];

describe("fetchPinned", () => {
  test("gives the bytes, and follows no redirect", async () => {
    const seen: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      seen.push(url, init?.redirect, init?.method);
      return new Response("key");
    };

    const bytes = await fetchPinned("https://api.example.com/key?v=1", {
      fetch,
      hosts,
      init: { method: "POST" },
    });

    expect(Buffer.from(bytes ?? []).toString()).toBe("key");
    expect(seen).toEqual(["https://api.example.com/key?v=1", "error", "POST"]);
  });

  test.each([
    "http://api.example.com/key",
    "https://api.example.com:8443/key",
    "https://api.example.com.evil.test/key",
    "https://evil.test/api.example.com",
    "https://evil.test\\@api.example.com/key",
    "https://user@api.example.com/key",
    "https://api.example.com@evil.test/key",
    "https://169.254.169.254/key",
    "file:///etc/passwd",
    "data:text/plain,key",
    "api.example.com",
    "",
  ])("never connects to %s", async (url) => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      return new Response("key");
    };

    expect(await fetchPinned(url, { fetch, hosts })).toBeUndefined();
    expect(calls).toBe(0);
  });

  test.each([
    ["another status", async () => new Response("key", { status: 203 })],
    ["no body", async () => new Response(null)],
    ["too much", async () => new Response("x".repeat(11))],
    ["a failure", () => Promise.reject(new TypeError("fetch failed"))],
  ] as const)("gives nothing on %s", async (_kind, fetch) => {
    expect(await fetchPinned("https://api.example.com/", { fetch, hosts, maxBytes: 10 })).toBeUndefined();
  });
});
