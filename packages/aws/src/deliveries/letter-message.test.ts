import { describe, expect, test } from "vitest";
import { letterMessage, maxMessageBytes, readLetterNotes, replayOf } from "./letter-message.ts";

const notes = {
  deliveryId: "evt_1:fulfil-order",
  replay: 2,
  token: 9,
  reason: "permanent",
  errorName: "TypeError",
  errorMessage: "cannot read",
  attempts: 3,
  firstTime: "2026-01-01T00:00:00.000Z",
  deadTime: "2026-01-01T01:00:00.000Z",
  version: "$LATEST",
};

function texts({ MessageAttributes }: ReturnType<typeof letterMessage>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = "" }]) => [name, StringValue]),
  );
}

function bytes({ MessageBody, MessageAttributes }: ReturnType<typeof letterMessage>): number {
  const parts = Object.entries(MessageAttributes).flatMap(([name, value]) => [
    name,
    value.DataType ?? "",
    value.StringValue ?? "",
  ]);
  return [MessageBody, ...parts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

describe("letter message", () => {
  test("the notes are read back as they were written, in ten attributes", () => {
    const message = letterMessage("{}", notes);

    expect(Object.keys(message.MessageAttributes)).toHaveLength(10);
    expect(readLetterNotes(texts(message))).toEqual(notes);
    expect(replayOf(texts(message))).toBe(2);
  });

  test("characters that SQS refuses are replaced, and an empty value gets a dash", () => {
    const message = letterMessage("{}", {
      ...notes,
      errorName: "",
      errorMessage: "a\u0000b\uFFFEc\uD800d😀",
    });

    expect(readLetterNotes(texts(message))).toMatchObject({ errorName: "-", errorMessage: "a�b�c�d😀" });
  });

  test("a long error is cut, and not within a character", () => {
    const message = letterMessage("{}", { ...notes, errorMessage: `${"x".repeat(999)}😀` });

    expect(readLetterNotes(texts(message))?.errorMessage).toBe("x".repeat(999));
  });

  test("an event that leaves no room for the error is sent whole, without the error", () => {
    const body = "x".repeat(maxMessageBytes - 900);
    const message = letterMessage(body, { ...notes, errorMessage: "y".repeat(1000) });

    expect(message.MessageBody).toBe(body);
    expect(readLetterNotes(texts(message))).toMatchObject({
      deliveryId: notes.deliveryId,
      reason: "permanent",
    });
    expect(bytes(message)).toBeLessThanOrEqual(maxMessageBytes);
  });

  test("an event that leaves no room at all is replaced by its delivery's id", () => {
    const message = letterMessage("x".repeat(maxMessageBytes), notes);

    expect(JSON.parse(message.MessageBody)).toEqual({ deliveryId: notes.deliveryId });
    expect(bytes(message)).toBeLessThanOrEqual(maxMessageBytes);
  });

  test("a message that somebody else moved has no notes and is of the first generation", () => {
    expect(readLetterNotes({ ERROR_CODE: "NO_PERMISSIONS" })).toBeUndefined();
    expect(replayOf({})).toBe(0);
    expect(replayOf({ "hookyard-replay": "-1" })).toBe(0);
  });
});
