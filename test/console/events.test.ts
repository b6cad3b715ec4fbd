import { isDeepStrictEqual } from "node:util";
import type { Json } from "@hookyard/core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { accessibilityViolations } from "./support/accessible.ts";
import { hasChromium } from "./support/chromium.ts";
import { screens } from "./support/screens.ts";
import { consoleEngines } from "./support/console-system.ts";
import { type ConsoleWorld, createConsoleWorld, startMilliseconds } from "./support/console-world.ts";

const cardNumber = "4242424242424242";

describe.skipIf(!hasChromium).each(consoleEngines)(
  "overview, events and one event, in a browser, on $engine",
  ({ engine, start }) => {
    let world: ConsoleWorld;
    beforeAll(async () => {
      world = await createConsoleWorld(start);
    }, startMilliseconds);
    afterAll(() => world?.close());

    const row = (page: Page, id: string) => page.getByRole("row").filter({ hasText: id });
    const stateOf = (id: string, consumer: string) =>
      world.ask(async (operator) => {
        const event = await operator.event(id);
        return event?.deliveries.find((delivery) => delivery.consumer === consumer)?.state;
      });
    const deadLetter = async (set: Readonly<Record<string, Json>> = {}): Promise<string> => {
      const id = await world.accept("payment_intent.succeeded", set);
      await eventually(
        () => stateOf(id, "mend"),
        (state) => state === "dead",
        { what: "a dead letter" },
      );
      return id;
    };

    test("what is wrong stands at the top of the overview with the way to see to it", async () => {
      await deadLetter();
      await world.forge();

      const { page, troubles } = await world.open();
      const alert = page.getByRole("alert");
      await alert.getByText("given up").waitFor();

      await alert.getByRole("link", { name: "See the dead letters" }).click();
      await page.getByRole("heading", { name: "Dead letters", level: 1 }).waitFor();
      expect(troubles).toEqual([]);
    });

    test("an event that arrives is seen live, and its delivery's end a moment later", async () => {
      const { page, troubles } = await world.open({ path: "/events" });
      await page.getByText("Live", { exact: true }).waitFor();

      const id = await world.accept("customer.created");

      await row(page, id).waitFor();
      await row(page, id).getByText("1 done").waitFor();
      expect(troubles).toEqual([]);
    });

    test("who reads further down keeps their place when new events come in", async () => {
      const read = await world.accept("customer.created");
      for (let count = 0; count < 20; count += 1) await world.accept("customer.created");
      const { page } = await world.open({ path: "/events" });
      await page.getByText("Live", { exact: true }).waitFor();
      await page.getByRole("rowgroup").hover();
      await page.mouse.wheel(0, 400);
      const scrolled = () => page.getByRole("rowgroup").evaluate((element) => element.scrollTop);
      await eventually(scrolled, (top) => top === 400, { what: "the end of the scrolling" });
      const place = () =>
        row(page, read).evaluate((element) => Math.round(element.getBoundingClientRect().top));
      const before = await place();

      await world.accept("customer.created");
      await eventually(scrolled, (top) => top === 440, { what: "the new row above" });

      expect(await place()).toBe(before);
    });

    test("a live view that is cut off goes on where it was, and misses nothing", async () => {
      const { page } = await world.open({ path: "/events" });
      const { cursor } = await world.ask((operator) => operator.eventsAfter(undefined, 1));
      const gate = Promise.withResolvers<void>();
      let connections = 0;
      await page.route(/\/events\/tail/, async (route) => {
        connections += 1;
        if (connections === 1) {
          return route.fulfill({ contentType: "text/event-stream", body: `id: ${cursor}\n\n` });
        }
        await gate.promise;
        return route.continue();
      });
      await page.reload();
      await eventually(
        () => connections,
        (count) => count === 2,
        { what: "the second connection" },
      );
      await page.getByText(/shown/).waitFor();

      const missed = await world.accept("customer.created");
      gate.resolve();

      await row(page, missed).waitFor();
    });

    test("the keyboard alone: search, choose, open, replay, back", async () => {
      const id = await deadLetter({ "data.object.description": "by keyboard" });
      const { page } = await world.open({ path: "/events" });
      await row(page, id).waitFor();

      await page.keyboard.press("/");
      await page.keyboard.type('data.original.data.object.description="by keyboard"');
      await page.getByText("1 shown, all that fit").waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "payment.succeeded", level: 1 }).waitFor();
      await page.getByText("not mended yet").first().waitFor();
      await page.keyboard.press("r");
      await eventually(
        () => stateOf(id, "mend"),
        (state) => state === "done",
        { what: "the replayed delivery" },
      );
      await page.getByText("replayed 1×").waitFor();
      await page.keyboard.press("Escape");

      await page.getByRole("searchbox").waitFor();
    });

    test.each([
      ["its id", (id: string) => id, "heading"],
      ["a state and a type", () => "state:dead type:payment.*", "row"],
      ["a word", () => "payment_intent.succeeded", "row"],
    ] as const)("an event is found by %s", async (_what, words, role) => {
      const id = await deadLetter();
      const { page } = await world.open({ path: "/events" });

      await page.getByRole("searchbox").fill(words(id));

      await (role === "heading"
        ? page.getByRole("heading", { name: "payment.succeeded", level: 1 }).waitFor()
        : row(page, id).waitFor());
    });

    test("a sensitive field is masked, also where an error repeats it, until it is revealed, which is recorded", async () => {
      const id = await world.accept("payment_intent.payment_failed", {
        "data.object.metadata.card": cardNumber,
      });
      await eventually(
        () => stateOf(id, "refuse"),
        (state) => state === "dead",
        { what: "a dead letter" },
      );
      const { page } = await world.open({ role: "viewer", path: `/events/${id}` });
      await page.getByText("1 sensitive field is masked").waitFor();
      await page.getByText("Attempt 1").first().waitFor();
      expect(await page.content()).not.toContain(cardNumber);

      await page.getByRole("button", { name: "Reveal them" }).click();
      // The answer takes the notice away and moves what is below it: a click that began before would miss.
      await page.getByText("1 sensitive field is masked").waitFor({ state: "hidden" });
      const metadata = page.getByRole("button", { name: /metadata/ });
      await metadata.click();

      await page.getByText(cardNumber).waitFor();
      const revealed = { action: "events/reveal", target: id, role: "viewer", outcome: "done" };
      const trail = () =>
        world.ask(async (operator) => (await operator.auditEntries?.({ limit: 10 }))?.rows ?? []);
      await eventually(trail, (rows) => rows.some((row) => isDeepStrictEqual({ ...row, ...revealed }, row)), {
        what: "the reveal in the trail",
      });
    });

    test("the request is shown as it came, and what proved its sender is not", async () => {
      const id = await world.accept("customer.created");
      const { page, troubles } = await world.open({ path: `/events/${id}` });

      const request = page.locator("section", { has: page.getByRole("heading", { name: "The request" }) });
      await request.getByText(/^POST .*\/webhooks\/stripe$/).waitFor();

      const signature = request
        .locator("dt", { hasText: /^stripe-signature$/i })
        .locator("xpath=following-sibling::dd[1]");
      expect(await signature.textContent()).toBe("[redacted]");
      expect(troubles).toEqual([]);
    });

    test("it is copied as a request, as a fixture and as a signed sample", async () => {
      const id = await world.accept("customer.created");
      const { page } = await world.open({
        path: `/events/${id}`,
        context: { permissions: ["clipboard-read", "clipboard-write"] },
      });
      const copied = async (label: string): Promise<unknown> => {
        await page.getByRole("button", { name: label }).click();
        await page.getByText("Copied").waitFor();
        return page.evaluate("navigator.clipboard.readText()");
      };

      expect(await copied("Copy as curl")).toContain(`${world.url}/webhooks/stripe`);
      await eventually(
        () => copied("Copy as a fixture"),
        (text) => String(text).includes("satisfies HookyardEvent"),
      );
      await eventually(
        () => copied("Copy as a signed sample"),
        (text) => String(text).startsWith("npx hookyard trigger"),
      );
    });

    test("a viewer sees no button that acts", async () => {
      const id = await deadLetter();
      const { page } = await world.open({ role: "viewer", path: `/events/${id}` });
      await page.getByText("not mended yet").first().waitFor();

      expect(await page.getByRole("button", { name: /Replay|Edit|Send again/ }).count()).toBe(0);
    });

    test("an event is edited for its consumer and sent again, and its history says so", async () => {
      const id = await deadLetter();
      const { page } = await world.open({ path: `/events/${id}` });

      await page.getByRole("button", { name: "Edit and resend" }).click();
      await page.getByLabel("Field").fill("data.amount");
      await page.getByLabel("New value").fill("1");
      await page.getByLabel("Why").fill("a wrong amount");
      await page.getByRole("button", { name: "Change and send" }).click();

      await page.getByText("a wrong amount").waitFor();
      await eventually(
        () => stateOf(id, "mend"),
        (state) => state === "done",
        { what: "the edited delivery" },
      );
    });

    test("a hostile payload is text: it runs nothing, hides nothing and freezes nothing", async () => {
      const deep: Json = JSON.parse(`${'{"a":'.repeat(900)}1${"}".repeat(900)}`);
      const id = await world.accept("customer.created", {
        "data.object.id": "<img src=x onerror=alert(1)>\u202egnp.exe",
        "data.object.name": "<script>globalThis.owned = true</script>",
        "data.object.description": "\u001b[31mred\u001b[0m",
        "data.object.metadata": { deep, long: "x".repeat(world.mostBodyBytes * 0.9) },
        "data.object.email": "javascript:globalThis.owned=true",
      });
      const { page, troubles } = await world.open({ path: `/events/${id}` });

      const payload = page.getByRole("group", { name: "The provider's payload" });
      await payload.getByRole("button", { name: /object/ }).click();
      await page.getByText("<script>globalThis.owned = true</script>").first().waitFor();
      await page.getByText(String.raw`\u202egnp.exe`).first().waitFor();
      await page.getByText(String.raw`\u001b[31mred`).first().waitFor();

      expect(await page.evaluate("globalThis.owned")).toBeUndefined();
      expect(await page.locator("img, iframe, object").count()).toBe(0);
      expect(troubles).toEqual([]);
      const milliseconds = await page.evaluate(
        "new Promise((resolve) => { const start = performance.now(); requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start))); })",
      );
      expect(milliseconds).toBeLessThan(1_000);
    });

    test.each(screens(engine))(
      "axe finds nothing in %s at %i pixels, and nothing is wider than the screen",
      async (colorScheme, width) => {
        const id = await deadLetter();
        const { page, troubles } = await world.open({
          context: { colorScheme, viewport: { width, height: 800 } },
        });
        await page.getByRole("heading", { name: "Sources", level: 2 }).waitFor();
        const found = [await accessibilityViolations(page)];
        const widths = [await page.evaluate("document.documentElement.scrollWidth")];
        for (const [path, ready] of [
          ["/events", id],
          [`/events/${id}`, "not mended yet"],
        ] as const) {
          await page.goto(`${world.consoleUrl}/console${path}`);
          await page
            .locator(width === 360 && path === "/events" ? "[role=row] a" : `text=${ready}`)
            .first()
            .waitFor();
          found.push(await accessibilityViolations(page));
          widths.push(await page.evaluate("document.documentElement.scrollWidth"));
        }

        expect(found).toEqual([[], [], []]);
        expect(widths).toEqual([width, width, width]);
        expect(troubles).toEqual([]);
      },
    );

    test("the first load is under 150 KB", async () => {
      const page = await world.browser.newPage();
      let bytes = 0;
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));

      await page.goto(world.link());
      await page.getByRole("heading", { name: "Sources", level: 2 }).waitFor();

      expect(bytes).toBeGreaterThan(20_000);
      expect(bytes).toBeLessThan(150_000);
    });
  },
);
