import { afterAll, beforeAll, expect, test } from "vitest";
import type { SourceReport } from "@hookyard/core";
import { askOperator } from "../support/hookyard-process.ts";
import { type FiveProviders, signed, startFiveProviders } from "./five-providers.ts";
import { compose, senders } from "./senders.ts";

let hookyard: FiveProviders;
let reports: readonly SourceReport[];

// Everything is sent, then the process is told to stop: by then all that it counted is written down.
beforeAll(async () => {
  hookyard = await startFiveProviders();
  for (const sender of senders) {
    const first = await signed(sender);
    const deliveries = [
      first,
      first,
      await signed(sender, { secret: sender.previousSecret }),
      { ...first, body: `${first.body} ` },
      { ...first, headers: compose(sender).headers },
      ...(sender.signsTime ? [await signed(sender, { at: new Date(Date.now() - 3_600_000) })] : []),
    ];
    for (const delivery of deliveries) await hookyard.send(sender.source, delivery);
  }
  await hookyard.stop();
  reports = await askOperator(hookyard.dataDirectory, (operator) => operator.sources());
});
afterAll(() => hookyard.remove());

test.each(senders.map((sender) => [sender.provider.id, sender] as const))(
  "of %s says how many came, how many twice, why requests were refused and which secret verified",
  (_id, sender) => {
    const report = reports.find(({ source }) => source === sender.source);

    expect(report).toMatchObject({ accepted: 2, duplicates: 1, conflicts: 0, verifiedBySecret: [2, 1] });
    const refused = Object.fromEntries(report?.refused.map(({ reason, count }) => [reason, count]) ?? []);
    expect(refused).toEqual({
      signature_mismatch: 1,
      header_missing: 1,
      ...(sender.signsTime && { timestamp_stale: 1 }),
    });
  },
);
