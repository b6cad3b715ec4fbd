import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { LoggedEvent } from "../reconcile/delivery-log.ts";
import { type LogCase, openLog, readAll, since, until } from "./delivery-log.contract.ts";
import { type RecordedCall, recordCalls } from "./recorded-calls.ts";

/** A provider's own library, reading the record of what the provider sent. */
export interface LogOracle {
  readonly provider: LogCase["provider"];
  /** The ids of all events from `since` to `until`, with all pages, as the library reads them. */
  readonly ids: (
    key: string,
    range: { readonly since: Date; readonly until: Date },
  ) => Promise<readonly unknown[]>;
  /** Has one of them sent again. Absent where the provider, or the library, cannot. */
  readonly redeliver?: (key: string, event: LoggedEvent) => Promise<unknown>;
  /** Parts of the question that may differ, and why. */
  readonly differs?: Readonly<Record<string, string>>;
}

/** Holds our logs against the oracles; `known` are the played records among which theirs are. */
export function testLogOracles(known: readonly LogCase[], oracles: readonly LogOracle[]): void {
  describe("logs", () => {
    const server = setupServer();
    const calls = recordCalls(server);
    beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
    afterAll(() => server.close());
    afterEach(() => server.resetHandlers());

    const play = (provider: string): LogCase => {
      const one = known.find((each) => each.provider === provider);
      if (one === undefined) throw new TypeError(`${provider} is not played`);
      server.use(...one.handlers());
      calls.forget();
      return one;
    };
    const asked = async ({ differs = {} }: LogOracle): Promise<readonly RecordedCall[]> =>
      (await calls.all()).map((call) => ({
        ...call,
        query: call.query.filter(([name]) => !(name in differs)),
      }));

    test.each(oracles)(
      "$provider: its own library and our log ask the same and read the same",
      async (oracle) => {
        const one = play(oracle.provider);
        const theirs = await oracle.ids(one.key, { since, until });
        const their = await asked(oracle);
        calls.forget();

        const ours = await readAll(openLog(one));

        expect(ours.map(({ logId }) => logId)).toEqual(theirs);
        expect(await asked(oracle)).toEqual(their);
      },
    );

    const redelivering = oracles.flatMap((oracle) =>
      oracle.redeliver === undefined ? [] : [{ ...oracle, redeliver: oracle.redeliver }],
    );
    if (redelivering.length > 0)
      test.each(redelivering)(
        "$provider: its own library and our log have an event sent again with the same requests",
        async (oracle) => {
          const one = play(oracle.provider);
          const log = openLog(one);
          const [event] = await readAll(log);
          if (event === undefined) throw new TypeError("it has no event");
          calls.forget();
          await oracle.redeliver(one.key, event);
          const their = await asked(oracle);
          calls.forget();

          expect(await log.redeliver?.(event)).toBeUndefined();

          expect(await asked(oracle)).toEqual(their);
          expect(their).not.toEqual([]);
        },
      );
  });
}
