import { describe, expect, test } from "vitest";
import { editEvent } from "./edit-event.ts";

const text =
  '{"specversion":"1.0","id":"evt_1","data":{"amount":1200,"items":[{"n":1},{"n":2}],"original":{"id":12345678901234567890,"rate":1.10}}}';

describe("editing an event", () => {
  test("changes a field and says what was there", () => {
    const { text: edited, changes } = editEvent(text, [{ path: "data.amount", value: 5 }]);

    expect(JSON.parse(edited).data.amount).toBe(5);
    expect(changes).toEqual([{ path: "data.amount", before: 1200, after: 5 }]);
  });

  test("keeps every digit of what it does not touch", () => {
    const { text: edited } = editEvent(text, [{ path: "data.amount", value: 5 }]);

    expect(edited).toBe(text.replace("1200", "5"));
  });

  test("names long digits whole where they are what changed", () => {
    expect(editEvent(text, [{ path: "data.original.id", value: 7 }]).changes).toEqual([
      { path: "data.original.id", before: "12345678901234567890", after: 7 },
    ]);
  });

  test("adds a field, takes one away, reaches into lists", () => {
    const { text: edited, changes } = editEvent(text, [
      { path: "data.note", value: "by hand" },
      { path: "data.items.1.n", value: 3 },
      { path: "data.items.0" },
      { path: "data.original.rate" },
    ]);

    expect(JSON.parse(edited).data).toMatchObject({ note: "by hand", items: [{ n: 3 }] });
    expect(edited).not.toContain("rate");
    expect(changes.map((change) => Object.keys(change))).toEqual([
      ["path", "after"],
      ["path", "before", "after"],
      ["path", "before"],
      ["path", "before"],
    ]);
  });

  test.each([
    ["id", "must lead below data"],
    ["data", "must lead below data"],
    ["data.__proto__.x", "must lead below data"],
    ["data..x", "must lead below data"],
    ["data.nothing.x", "there is no nothing"],
    ["data.amount.x", "nothing with fields"],
    ["data.original.id.x", "nothing with fields"],
    ["data.items.first", "a list has places"],
    ["data.items.9", "not that long"],
  ])("the path %s is refused", (path, why) => {
    expect(() => editEvent(text, [{ path, value: 1 }])).toThrow(why);
  });
});
