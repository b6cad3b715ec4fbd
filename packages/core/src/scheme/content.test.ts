import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import type { HeadersLike } from "../webhook-request.ts";
import { bodyDigest, compileContent, type Content, secretHere } from "./content.ts";

const body = Buffer.from("{}");

function resolve(
  content: Content,
  over: { headers?: HeadersLike; url?: string; timestamp?: string | undefined } = {},
) {
  return compileContent(content).resolve({
    request: {
      method: "post",
      url: over.url ?? "https://hooks.example.com/a/b%20c?x=1&y=2",
      headers: over.headers ?? { "x-id": "msg_1" },
      body,
    },
    settings: { webhookId: "WH-1" },
    timestamp: "timestamp" in over ? over.timestamp : "17",
    elements: { h: "x-a" },
  });
}

describe("compileContent", () => {
  test.each([
    ["{body}", [body]],
    ["{timestamp}.{body}", ["17.", body]],
    ["v0:{timestamp}:{body}", ["v0:17:", body]],
    ["{body}{timestamp}", [body, "17"]],
    ["{header:x-id}.{timestamp}.{body}", ["msg_1.17.", body]],
    ["{method}\n{path}\n{target}\n{body}", ["POST\n/a/b%20c\n/a/b%20c?x=1&y=2\n", body]],
    ["{url}{body}", ["https://hooks.example.com/a/b%20c?x=1&y=2", body]],
    ["{element:h}|{setting:webhookId}", ["x-a|WH-1"]],
    ["{secret}{body}", [secretHere, body]],
  ])("%s", (content, chunks) => {
    expect(resolve(content)).toEqual(chunks);
  });

  test("joins functions and text", () => {
    expect(resolve(["{timestamp}.", bodyDigest("sha256", "hex"), () => Buffer.from("!")])).toEqual([
      "17.44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      Buffer.from("!"),
    ]);
  });

  test("keeps the body as the very bytes received", () => {
    const chunks = resolve("{body}");

    expect("reason" in chunks ? undefined : chunks[0]).toBe(body);
  });

  test.each([
    ["{header:x-none}", {}, "header_missing"],
    ["{header:x-id}", { headers: { "x-id": "" } }, "header_empty"],
    [
      "{header:x-id}",
      {
        headers: [
          ["x-id", "a"],
          ["X-ID", "b"],
        ] as const,
      },
      "header_doubled",
    ],
    ["{header:x-id}", { headers: { "x-id": "a".repeat(9000) } }, "header_oversized"],
    ["{header:x-id}", { headers: { "x-id": "ı" } }, "header_malformed"],
    ["{timestamp}", { timestamp: undefined }, "timestamp_missing"],
    ["{element:none}", {}, "header_malformed"],
    ["{setting:none}", {}, "setting_missing"],
    ["{path}", { url: "not a url" }, "url_malformed"],
  ])("%s of %j cannot be had", (content, over, reason) => {
    expect(resolve(content, over)).toEqual({ reason });
  });

  test.each(["{bodi}", "{header:}", "{header:X-Id}", "{element}", "{}", "{__proto__}", "{setting:}"])(
    "refuses %s when the provider is defined",
    (content) => {
      expect(() => compileContent(content)).toThrow(ConfigError);
    },
  );
});
