import { createMemoryOperator } from "@hookyard/core/operator/memory-operator";
import { eventRecord, letterRecord } from "@hookyard/core/operator/operator-records";
import { expect, test } from "vitest";
import { maskedLetters } from "./masked-letters.ts";

const { event } = eventRecord({ id: "evt_1" });
const { operator } = createMemoryOperator({
  letters: [
    {
      ...letterRecord({ eventId: "evt_1" }),
      errorMessage: "no account for Mary Smith",
      event: { ...event, data: { name: "Mary Smith", original: {} } },
    },
  ],
});

test("a list of letters does not repeat what is sensitive in one", async () => {
  const { deadLetters, deadLetterGroups } = maskedLetters(operator, () => ["data.name"]);

  const { rows } = await deadLetters({}, { limit: 10 });
  const [group] = await deadLetterGroups({});

  expect(JSON.stringify([rows, group])).not.toContain("Mary");
  expect(rows[0]?.errorMessage).toContain("no account for ");
});

test("where nothing is sensitive it is as it was", async () => {
  const { deadLetters } = maskedLetters(operator, () => []);

  expect((await deadLetters({}, { limit: 10 })).rows[0]?.errorMessage).toBe("no account for Mary Smith");
});
