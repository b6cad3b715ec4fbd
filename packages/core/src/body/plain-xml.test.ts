import { describe, expect, test } from "vitest";
import { BodyError } from "./body-error.ts";
import { readPlainXml } from "./plain-xml.ts";

describe("readPlainXml", () => {
  test("reads fields, lists, types and what is nil", () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- a comment -->
      <notification>
        <kind>check</kind>
        <count type="integer">3</count>
        <open type="boolean">true</open>
        <gone nil="true"/>
        <empty type='array'></empty>
        <list type="array"><item><id>1</id></item><item><id>2</id></item></list>
        <twice>a</twice><twice>b</twice>
        <text>Zoë &amp; 👩‍🚀 &lt;&#x41;&#66;&gt; &nope;</text>
      </notification>`;

    expect(readPlainXml(xml)).toEqual({
      notification: {
        kind: "check",
        count: 3,
        open: true,
        gone: null,
        empty: [],
        list: [{ id: "1" }, { id: "2" }],
        twice: ["a", "b"],
        text: "Zoë & 👩‍🚀 <AB> &nope;",
      },
    });
  });

  test("__proto__ is a field like any other", () => {
    const read = readPlainXml("<a><__proto__>x</__proto__></a>");

    expect(JSON.stringify(read)).toBe('{"a":{"__proto__":"x"}}');
    expect({}).not.toHaveProperty("x");
  });

  test.each([
    "",
    "text",
    "<a>",
    "</a>",
    "<a></b>",
    "<a/><b/>",
    "<a/>text",
    "<a b></a>",
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "<a><![CDATA[x]]></a>",
    `${"<a>".repeat(200)}${"</a>".repeat(200)}`,
  ])("refuses %j", (xml) => {
    expect(() => readPlainXml(xml)).toThrow(BodyError);
  });

  test("takes time in proportion to its length", () => {
    expect(() => readPlainXml(`<a>${"<".repeat(200_000)}`)).toThrow(BodyError);
    expect(() => readPlainXml(`<a${' b="c"'.repeat(50_000)}`)).toThrow(BodyError);
    expect(() => readPlainXml(`<!--${"-".repeat(200_000)}`)).toThrow(BodyError);
  });
});
