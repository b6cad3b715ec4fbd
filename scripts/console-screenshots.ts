import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { consoleEngines } from "../test/console/support/console-system.ts";
import { createConsoleWorld } from "../test/console/support/console-world.ts";

// The console's pictures in docs/console, of a started Hookyard with two minutes of traffic behind it. By hand, and
// looked at: npm run screenshots:console
const directory = join(import.meta.dirname, "../docs/console");
mkdirSync(directory, { recursive: true });
const world = await createConsoleWorld(consoleEngines[0].start);
const types = [
  "payment_intent.succeeded",
  "customer.created",
  "invoice.paid",
  "payment_intent.payment_failed",
];
let id = "";
for (let second = 0; second < 90; second += 1) {
  for (let count = second % 7; count >= 0; count -= 1) {
    const type = types[(second + count) % (second % 20 === 0 ? 4 : 3)] ?? "customer.created";
    const accepted = await world.accept(type, { "data.object.metadata.card": "4242 4242 4242 4242" });
    if (type === "payment_intent.succeeded") id = accepted;
  }
  if (second % 15 === 0) await world.forge();
  await delay(1_000);
}
for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    const viewport = { width, height: width === 360 ? 780 : 900 };
    for (const [name, path] of [
      ["overview", "/"],
      ["events", "/events"],
      ["event", `/events/${id}`],
      ["dead-letters", "/dead-letters"],
    ] as const) {
      const { page } = await world.open({ path, context: { colorScheme, viewport } });
      await delay(1_500); // charts and counts settle
      await page.screenshot({ path: join(directory, `${name}-${width}-${colorScheme}.png`) });
      await page.context().close();
    }
  }
}
await world.close();
