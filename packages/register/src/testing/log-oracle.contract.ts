import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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

    test.each(oracles)(
      "$provider: its own library and our log ask the same and read the same",
      async ({ provider, ids, differs = {} }) => {
        const one = known.find((each) => each.provider === provider);
        if (one === undefined) throw new TypeError(`${provider} is not played`);
        const asked = async (): Promise<readonly RecordedCall[]> =>
          (await calls.all()).map((call) => ({
            ...call,
            query: call.query.filter(([name]) => !(name in differs)),
          }));
        server.use(...one.handlers());
        calls.forget();
        const theirs = await ids(one.key, { since, until });
        const their = await asked();
        calls.forget();

        const ours = await readAll(openLog(one));

        expect(ours.map(({ logId }) => logId)).toEqual(theirs);
        expect(await asked()).toEqual(their);
      },
    );
  });
}
