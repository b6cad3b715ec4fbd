import type { Operator } from "@hookyard/core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { accessibilityViolations } from "./support/accessible.ts";
import { hasChromium } from "./support/chromium.ts";
import { screens } from "./support/screens.ts";
import { consoleEngines } from "./support/console-system.ts";
import { type ConsoleWorld, createConsoleWorld, startMilliseconds } from "./support/console-world.ts";

describe.skipIf(!hasChromium).each(consoleEngines)(
  "dead letters, refused, sources, consumers and audit, in a browser, on $engine",
  ({ engine, start }) => {
    let world: ConsoleWorld;
    beforeAll(async () => {
      world = await createConsoleWorld(start);
    }, startMilliseconds);
    afterAll(() => world?.close());

    const ask = <Answer>(question: (operator: Operator) => Promise<Answer>): Promise<Answer> =>
      world.ask(question);
    const stateOf = (id: string, consumer: string) =>
      ask(async (operator) => {
        const event = await operator.event(id);
        return event?.deliveries.find((delivery) => delivery.consumer === consumer)?.state;
      });
    const until = (id: string, consumer: string, wanted: string) =>
      eventually(
        () => stateOf(id, consumer),
        (state) => state === wanted,
        { what: `${wanted} at ${consumer}` },
      );
    const deadLetters = async (count: number): Promise<readonly string[]> => {
      const ids = await Promise.all(
        Array.from({ length: count }, () => world.accept("payment_intent.succeeded")),
      );
      for (const id of ids) await until(id, "mend", "dead");
      return ids;
    };
    const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 1 });

    test("dead letters are planned, replayed as a run, and the run is watched to its end", async () => {
      const ids = await deadLetters(3);
      const { page, troubles } = await world.open({ path: "/dead-letters?consumer=mend" });
      await page.getByRole("button", { name: /not mended yet/ }).waitFor();

      await page.getByRole("button", { name: "Plan a replay" }).click();
      const plan = page.getByRole("dialog", { name: "Plan of a replay" });
      await plan.getByRole("listitem").filter({ hasText: "to mend" }).waitFor();
      await plan.getByRole("button", { name: /^Replay \d/ }).click();

      await heading(page, /^Replay job_/).waitFor();
      await page.getByText("completed").waitFor();
      expect(await Promise.all(ids.map((id) => stateOf(id, "mend")))).toEqual(["done", "done", "done"]);
      expect(troubles).toEqual([]);
    });

    test("a run is paused, shown as paused, and resumed", async () => {
      await deadLetters(30);
      const { page } = await world.open({ path: "/dead-letters?consumer=mend" });
      await page.getByRole("button", { name: "Plan a replay" }).click();
      await page.getByLabel("Letters a second to each consumer").fill("5");
      await page.getByRole("button", { name: /^Replay \d/ }).click();
      await heading(page, /^Replay job_/).waitFor();

      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByRole("button", { name: "Resume" }).waitFor();
      const [job] = (await ask(async ({ replays }) => replays?.jobs({ limit: 1 })))?.rows ?? [];
      expect(job).toMatchObject({ state: "paused", pause: { reason: "asked" } });
      await page.getByRole("button", { name: "Resume" }).click();

      await page.getByRole("button", { name: "Pause" }).waitFor();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByText("cancelled", { exact: true }).waitFor();
    });

    test("a letter that somebody has checked out says so", async () => {
      const [id = ""] = await deadLetters(1);
      await ask(async ({ replays }) => replays?.checkOut("chk_ofatest", [`${id}:mend`], 600));
      const { page } = await world.open({ path: "/dead-letters?consumer=mend" });

      await page.getByText(/comes back in \d+ min/).waitFor();

      await ask(async ({ replays }) => replays?.returnCheckOut("chk_ofatest"));
    });

    test("letters are discarded with a reason, and stay in history with it", async () => {
      const id = await world.accept("payment_intent.payment_failed");
      await until(id, "refuse", "dead");
      const { page } = await world.open({ path: "/dead-letters?consumer=refuse" });

      await page.getByRole("button", { name: "Discard", exact: true }).click();
      await page.getByLabel("Reason, for people").fill("paid by hand");
      await page.getByRole("button", { name: "Discard them" }).click();

      await until(id, "refuse", "discarded");
      const event = await ask((operator) => operator.event(id));
      expect(event?.history.find(({ consumer }) => consumer === "refuse")?.reason).toBe("paid by hand");
    });

    test("the keyboard alone sends a letter again", async () => {
      await ask(async (operator) => operator.discardDeadLetters({}, 1000, "before the test"));
      const [id = ""] = await deadLetters(1);
      const { page } = await world.open({ path: "/dead-letters" });
      await page.getByRole("link", { name: "payment.succeeded" }).waitFor();

      await page.keyboard.press("j");
      await page.keyboard.press("r");

      await until(id, "mend", "done");
    });

    test("a refused request is explained, shown, and forgotten", async () => {
      await world.forge();
      await eventually(
        () => ask((operator) => operator.refusedRequests({}, { limit: 1 })),
        ({ rows }) => rows.length > 0,
      );
      const { page, troubles } = await world.open({ path: "/refused" });

      await page.getByRole("row").nth(1).getByRole("button").click();
      const dialog = page.getByRole("dialog", { name: "Refused at stripe" });
      await dialog.getByText("stripe-signature").waitFor();
      await dialog.getByRole("button", { name: "Forget it" }).click();

      await page.getByText("No refused requests are kept").waitFor();
      expect(troubles).toEqual([]);
    });

    test("a source shows its URL, its secret and its last event, and takes a signed sample", async () => {
      const { page, troubles } = await world.open({ path: "/sources" });
      const source = page.getByRole("region", { name: "Source stripe" });
      await source.getByText(`${world.url}/webhooks/stripe`).waitFor();
      await source.getByText("set", { exact: true }).waitFor();

      await source.getByLabel("Sample for stripe").selectOption("customer.created");
      await source.getByRole("button", { name: "Send a signed sample" }).click();
      await source.getByText("Answered 200, accepted").waitFor();
      await source.getByRole("link", { name: "See the event" }).click();

      await heading(page, "customer.created").waitFor();
      expect(troubles).toEqual([]);
    });

    test("a consumer is paused, keeps its backlog, and goes on with it", async () => {
      const { page, troubles } = await world.open({ path: "/consumers" });
      await page.getByRole("button", { name: "Pause take" }).click();
      await page.getByRole("button", { name: "Resume take" }).waitFor();
      const id = await world.accept("customer.created");
      await page.getByRole("link", { name: "take", exact: true }).click();
      await heading(page, "take").waitFor();
      await page.getByText(/8 attempts, waits that grow 2× from 10 s to 60 min/).waitFor();
      expect(await stateOf(id, "take")).toBe("scheduled");

      await page.getByRole("button", { name: "Resume take" }).click();

      await until(id, "take", "done");
      expect(troubles).toEqual([]);
    });

    test("the pattern tester says who wants an event, and why the others do not", async () => {
      const { page } = await world.open({ path: "/consumers" });

      await page.getByLabel("Event", { exact: true }).fill('{"type":"payment.failed"}');
      await page.getByRole("button", { name: "See who wants it" }).click();

      const answers = page.getByRole("list", { name: "Who wants it" });
      await answers.getByText(/wants it\s*refuse/).waitFor();
      await answers.getByText(/does not\s*mend\s*type: no value here matches/).waitFor();

      await page.getByLabel("Event", { exact: true }).fill("{");
      await page.getByRole("button", { name: "See who wants it" }).click();
      await page.getByText(/This is not JSON/).waitFor();
    });

    test("what was done stands in the audit with who did it", async () => {
      const { page, troubles } = await world.open({ path: "/consumers" });
      await page.getByRole("button", { name: "Pause refuse" }).click();
      await page.getByRole("button", { name: "Resume refuse" }).click();
      await page.getByRole("button", { name: "Pause refuse" }).waitFor();

      await page.getByRole("link", { name: "Audit" }).click();

      const newest = page.getByRole("row").nth(1);
      await newest.getByText("consumers/resume").waitFor();
      await newest.getByText("console (operator)").waitFor();
      await newest.getByText("done").waitFor();
      expect(troubles).toEqual([]);
    });

    test("a viewer is offered nothing that acts, and the server refuses what is tried past the page", async () => {
      const { page } = await world.open({ role: "viewer", path: "/consumers" });
      await page.getByRole("link", { name: "take", exact: true }).waitFor();
      expect(await page.getByRole("button", { name: /^(Pause|Resume) / }).count()).toBe(0);

      const status = await page.evaluate(
        `fetch("/console/api/v1/consumers/take/pause", { method: "POST", body: "{}", headers: { "x-hookyard-console": "1", "content-type": "application/json" } }).then((r) => r.status)`,
      );

      expect(status).toBe(403);
      const consumers = await ask((operator) => operator.consumers());
      expect(consumers.find(({ consumer }) => consumer === "take")?.pausedTime).toBeUndefined();
    });

    test.each(screens(engine))("axe finds nothing in %s at %i pixels", async (colorScheme, width) => {
      await deadLetters(1);
      await world.forge();
      const { page, troubles } = await world.open({
        context: { colorScheme, viewport: { width, height: 800 } },
      });
      const found: Record<string, readonly string[]> = {};
      const wide: string[] = [];
      for (const [path, ready] of [
        ["/dead-letters", "[role=row] a"],
        ["/refused", "[role=row] button"],
        ["/sources", "option"],
        ["/consumers", "[role=row] a"],
        ["/consumers/mend", "text=In the router"],
        ["/audit", "h1"],
      ] as const) {
        await page.goto(`${world.consoleUrl}/console${path}`);
        await page.locator(ready).first().waitFor({ state: "attached" });
        const violations = await accessibilityViolations(page);
        if (violations.length > 0) found[path] = violations;
        if ((await page.evaluate("document.documentElement.scrollWidth")) !== width) wide.push(path);
      }

      expect(found).toEqual({});
      expect(wide).toEqual([]);
      expect(troubles).toEqual([]);
    });
  },
);
