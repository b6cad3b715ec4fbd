import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { explain, explainedById, sent } from "../testing/fixture/refusal.ts";

describe("the body was changed on the way", () => {
  const changes: readonly (readonly [string, string, string, string | Uint8Array])[] = [
    [
      "Python's spacing made compact",
      "body_json_rewritten",
      '{"a": 1.0, "b": ["x", {}], "name": "Zo\\u00eb"}',
      '{"a":1.0,"b":["x",{}],"name":"Zoë"}',
    ],
    [
      "compact made indented",
      "body_json_rewritten",
      '{"b":1,"a":[1,2]}',
      '{\n  "b": 1,\n  "a": [\n    1,\n    2\n  ]\n}',
    ],
    [
      "indented made compact",
      "body_json_rewritten",
      '{\n  "id": 12345678901234567890,\n  "empty": [],\n  "o": {}\n}',
      '{"id":12345678901234567890,"empty":[],"o":{}}',
    ],
    [
      "PHP's escapes lost",
      "body_json_rewritten",
      '{"url":"https:\\/\\/a\\/b","n":"\\u00e9"}',
      '{"url":"https://a/b","n":"é"}',
    ],
    ["Go's escapes lost", "body_json_rewritten", '{"q":"a\\u003cb\\u0026c"}', '{"q":"a<b&c"}'],
    ["a line end added", "body_trailing_newline", '{"a":1}', '{"a":1}\n'],
    ["a line end taken", "body_trailing_newline", '{"a":1}\n', '{"a":1}'],
    ["a CRLF taken", "body_trailing_newline", '{"a":1}\r\n', '{"a":1}'],
    ["LF made CRLF", "body_line_endings", '{\n"a":1\n}', '{\r\n"a":1\r\n}'],
    ["CRLF made LF", "body_line_endings", '{\r\n"a":  1\r\n}', '{\n"a":  1\n}'],
    ["a byte order mark added", "body_byte_order_mark", '{"a" :1}', '\ufeff{"a" :1}'],
    ["a byte order mark taken", "body_byte_order_mark", '\ufeff{"a" :1}', '{"a" :1}'],
    ["encoded as base64", "body_base64", '{"a" :1}', Buffer.from('{"a" :1}').toString("base64")],
    ["compressed", "body_compressed", '{"a" :1}', gzipSync('{"a" :1}')],
    ["made a JSON string", "body_json_quoted", '{"a" :1}', JSON.stringify('{"a" :1}')],
    [
      "from ISO 8859-1 to UTF-8",
      "body_charset",
      Buffer.from('{"a" :"é"}', "latin1").toString("latin1"),
      '{"a" :"é"}',
    ],
    ["normalised", "body_charset", '{"a" :"e\u0301"}', '{"a" :"\u00e9"}'],
    ["a form written again", "body_form_rewritten", "a=b%20c&d=%C3%A9", "a=b+c&d=%C3%A9"],
    ["an empty object dropped", "body_lost", "{}", ""],
  ];

  describe.each(explainedById)("of %s", (_id, provider) => {
    test.each(changes)("%s: %s", async (what, code, signed, arrived) => {
      const body = what.startsWith("from ISO") ? Buffer.from(String(signed), "latin1") : signed;
      const request = await sent(provider, { body });

      const found = await explain(provider, { ...request, body: Buffer.from(arrived) });

      expect(found).toMatchObject({ code, evidence: "signature" });
    });
  });
});
