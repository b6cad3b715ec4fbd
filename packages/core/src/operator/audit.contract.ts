import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AuditAction, audited, type AuditTrail } from "./audit.ts";
import { OperatorError } from "./operator-error.ts";

/** A trail over one fresh, empty storage. */
export interface AuditUnderTest {
  readonly trail: AuditTrail;
  now(): Date;
  close(): Promise<void>;
}

const discard: AuditAction = { who: "console", role: "operator", action: "refused/discard" };

/** What every {@link AuditTrail} must do. Call it once per implementation. */
export function testAuditTrail(name: string, create: () => Promise<AuditUnderTest>): void {
  describe(`audit trail: ${name}`, () => {
    let engine: AuditUnderTest;
    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    test("an action is in the trail from its beginning, with who, what and when, and has an outcome from its end", async () => {
      const { trail } = engine;
      const before = engine.now().getTime();
      const action = { ...discard, target: "ref_1", detail: '{"ids":["ref_1"]}' };

      const id = await trail.begin(action);
      const begun = await trail.entries({ limit: 10 });
      await trail.end(id, "done");
      const ended = await trail.entries({ limit: 10 });

      expect(begun.rows).toEqual([{ ...action, id, time: expect.any(String) }]);
      expect(Date.parse(begun.rows[0]?.time ?? "")).toBeGreaterThanOrEqual(before);
      expect(Date.parse(begun.rows[0]?.time ?? "")).toBeLessThanOrEqual(engine.now().getTime());
      expect(ended.rows).toEqual([{ ...begun.rows[0], outcome: "done" }]);
    });

    test("an action without target and detail has none", async () => {
      await engine.trail.begin(discard);

      const [entry] = (await engine.trail.entries({ limit: 1 })).rows;

      expect(Object.keys(entry ?? {}).toSorted()).toEqual(["action", "id", "role", "time", "who"]);
    });

    test("entries come newest first, in pages that neither repeat nor skip while new ones are added", async () => {
      const { trail } = engine;
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) ids.unshift(await trail.begin(discard));

      const first = await trail.entries({ limit: 2 });
      await trail.begin(discard);
      const second = await trail.entries({ limit: 2, cursor: first.next ?? "" });
      const third = await trail.entries({ limit: 2, cursor: second.next ?? "" });

      expect([first, second, third].map(({ rows }) => rows.map(({ id }) => id))).toEqual([
        ids.slice(0, 2),
        ids.slice(2, 4),
        ids.slice(4),
      ]);
      expect(third.next).toBeUndefined();
    });

    test("what fails is in the trail with the code of its problem, and fails all the same", async () => {
      const work = audited(engine.trail, discard, async () => {
        throw new OperatorError("not_found", "There is no such request.");
      });

      await expect(work).rejects.toMatchObject({ code: "not_found" });
      expect((await engine.trail.entries({ limit: 1 })).rows).toMatchObject([{ outcome: "not_found" }]);
    });

    test.each(["", "x", "~", "2026-13-45#", "9".repeat(4_000)])(
      "the cursor %j, which no page gave, is refused, naming the field",
      async (cursor) => {
        await expect(engine.trail.entries({ limit: 1, cursor })).rejects.toMatchObject({
          code: "request_invalid",
          fields: [{ field: "cursor" }],
        });
      },
    );
  });
}
