import { eventText } from "@hookyard/core/envelope";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { describe, expect, test } from "vitest";
import { readEnvelope, UnreadableError, writeEnvelope } from "./envelope.ts";

const { event: attributes, text } = busEntry({ providerId: "a" });

describe("envelope", () => {
  test("what is written is read back as the same text", () => {
    const carried = readEnvelope(writeEnvelope(text));

    expect(carried.text).toBe(text);
    expect(carried.event.id).toBe(idOf("a"));
  });

  test("an envelope has the form that EventBridge gives it", () => {
    expect(JSON.parse(writeEnvelope(text))).toMatchObject({
      "detail-type": "payment.succeeded",
      source: "hookyard.stripe",
      time: "2026-01-01T00:00:00.000Z",
      detail: { id: idOf("a") },
    });
  });

  test("no digit of a long number is lost on the way", () => {
    const long = eventText(attributes, {}, '{"id":12345678901234567890,"rate":1.10}');

    const carried = readEnvelope(writeEnvelope(long));

    expect(carried.text).toContain("12345678901234567890");
    expect(carried.text).toContain("1.10");
    expect(carried.event.data).toEqual({ original: { id: "12345678901234567890", rate: 1.1 } });
  });

  test("the replay that sent it is read from before and after the detail, and the text stays as it is", () => {
    const long = eventText(attributes, {}, '{"id":12345678901234567890}');
    const plain = writeEnvelope(long);
    const after = `${plain.slice(0, -1)},"replay-name":"job_1.1"}`;
    const before = plain.replace('"detail":', '"replay-name":"job_1.1","detail":');

    expect(readEnvelope(plain).replayName).toBeUndefined();
    expect(readEnvelope(after)).toMatchObject({ text: long, replayName: "job_1.1" });
    expect(readEnvelope(before)).toMatchObject({ text: long, replayName: "job_1.1" });
    const { detail, ...head } = JSON.parse(after) as Record<string, unknown>;
    expect(readEnvelope(JSON.stringify({ detail, ...head }, undefined, 2)).replayName).toBe("job_1.1");
  });

  test.each([
    ["in its data", eventText(attributes, {}, '{"replay-name":"job_1.1.again"}')],
    ["as its last member", `${text.slice(0, -1)},"replay-name":"job_1.1.again"}`],
    ["in its type", eventText({ ...attributes, type: 'x","replay-name":"job_1.1.again' }, {}, "{}")],
  ])("a sender who writes a replay's name %s makes no replay", (_where, hostile) => {
    expect(readEnvelope(writeEnvelope(hostile)).replayName).toBeUndefined();
  });

  test("members in another order and spaces do no harm", () => {
    const { detail, ...head } = JSON.parse(writeEnvelope(text)) as Record<string, unknown>;

    expect(readEnvelope(JSON.stringify({ detail, ...head }, undefined, 2)).event.id).toBe(idOf("a"));
  });

  test("text in the payload that looks like an envelope is no envelope", () => {
    const tricky = eventText(attributes, {}, '{"note":"\\"detail\\":{}","detail":{"id":"evil"}}');

    expect(readEnvelope(writeEnvelope(tricky)).text).toBe(tricky);
  });

  test.each([
    ["no JSON", "hello"],
    ["half of an envelope", writeEnvelope(text).slice(0, 300)],
    ["an envelope without detail", '{"version":"0"}'],
    ["a detail that is text", '{"detail":"{}"}'],
    ["a detail that is null", '{"detail":null}'],
    ["a list", "[]"],
    ["null", "null"],
    ["an event of somebody else", '{"detail":{"specversion":"1.0","id":"1","source":"/x","type":"y"}}'],
    ["an event without a type", writeEnvelope(text).replaceAll("payment.succeeded", "")],
    ["nothing", ""],
  ])("%s is unreadable, and nothing of it is quoted", (_what, body) => {
    const read = (): unknown => readEnvelope(body);

    expect(read).toThrow(UnreadableError);
    expect(read).not.toThrow(/hello|evil|stripe/);
  });
});
