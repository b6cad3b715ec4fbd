import { expect, test } from "vitest";
import type { Acknowledgement } from "./engine.ts";
import { packAcknowledgements, unpackAcknowledgements } from "./packed.ts";

test("acknowledgements come back as they were, for one event, several and none", () => {
  const batch: readonly Acknowledgement[] = [
    { request: 2, statuses: ["accepted"] },
    { request: 4, statuses: ["accepted", "duplicate", "conflict"] },
    { request: 6, statuses: [] },
    { request: 8, statuses: ["storage_full"] },
  ];

  expect(unpackAcknowledgements(structuredClone(packAcknowledgements(batch)))).toEqual(batch);
});
