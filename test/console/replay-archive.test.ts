import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { accessibilityViolations } from "./support/accessible.ts";
import { hasChromium } from "./support/chromium.ts";
import { consoleEngines } from "./support/console-system.ts";
import { type ConsoleWorld, createConsoleWorld, startMilliseconds } from "./support/console-world.ts";
import { screens } from "./support/screens.ts";

const button = "Replay accepted events";

describe.skipIf(!hasChromium).each(consoleEngines)(
  "accepted events sent again, in a browser, on $engine",
  ({ engine, start }) => {
    let world: ConsoleWorld;
    let ids: readonly string[];
    beforeAll(async () => {
      world = await createConsoleWorld(start);
      ids = await Promise.all([world.accept("customer.created"), world.accept("customer.created")]);
      for (const id of ids) {
        await eventually(
          () => world.ask((operator) => operator.event(id)),
          (event) => event?.deliveries.every(({ state }) => state === "done") === true,
          { what: `${id} done` },
        );
      }
    }, startMilliseconds);
    afterAll(() => world?.close());

    /** Opens the dialog, with what is searched for in it. */
    const open = async (page: Page) => {
      await page.getByRole("button", { name: button }).click();
      return page.getByRole("dialog", { name: button });
    };

    test("what a consumer has done is left alone, unless it is asked for: then planned, and run", async () => {
      const { page, troubles } = await world.open({
        path: `/events?q=${encodeURIComponent("type:customer.created since:1h")}`,
      });
      const dialog = await open(page);
      expect(await dialog.getByLabel("Type").inputValue()).toBe("customer.created");
      await dialog.getByLabel("Consumer", { exact: true }).selectOption("take");

      await dialog.getByRole("button", { name: "Plan it" }).click();
      await dialog.getByText("2: the consumer has done them").waitFor();
      expect(await dialog.getByRole("button", { name: "Replay 0" }).isDisabled()).toBe(true);
      await dialog.getByLabel("Also to consumers that have done them").check();
      expect(await dialog.getByRole("button", { name: /^Replay/ }).count()).toBe(0);
      await dialog.getByRole("button", { name: "Plan it" }).click();
      await dialog.getByRole("listitem").filter({ hasText: "2 to take" }).waitFor();
      await dialog.getByRole("button", { name: "Replay 2" }).click();

      await page.getByRole("heading", { name: /^Replay job_/, level: 1 }).waitFor();
      await page.getByText("completed").waitFor();
      const jobs = await world.ask(async ({ replays }) => replays?.jobs({ limit: 1 }));
      expect(jobs?.rows[0]).toMatchObject({
        sent: 2,
        done: 2,
        request: {
          what: { kind: "archive", query: { type: "customer.created", consumer: "take" } },
          again: true,
        },
      });
      expect(troubles).toEqual([]);
    });

    test("a time that is none, and a rate that is none, are told before anything is asked", async () => {
      const { page, troubles } = await world.open({ path: "/events" });
      const dialog = await open(page);

      await dialog.getByLabel("Received since").fill("soon");
      await dialog.getByRole("button", { name: "Plan it" }).click();
      await dialog.getByText("Since takes 15min, 2h, 7d or a time").waitFor();
      await dialog.getByLabel("Events a second to each consumer").fill("fast");
      await dialog.getByText("The rate must be a number").waitFor();

      expect(await dialog.getByRole("button", { name: "Plan it" }).isDisabled()).toBe(true);
      expect(await dialog.getByText("Since takes").count()).toBe(0);
      expect(troubles).toEqual([]);
    });

    test("a viewer is not offered it", async () => {
      const { page } = await world.open({ role: "viewer", path: "/events" });
      await page.getByRole("link", { name: "customer.created" }).first().waitFor();

      expect(await page.getByRole("button", { name: button }).count()).toBe(0);
    });

    test.each(screens(engine))("axe finds nothing in %s at %i pixels", async (colorScheme, width) => {
      const { page, troubles } = await world.open({
        path: "/events",
        context: { colorScheme, viewport: { width, height: 800 } },
      });
      const dialog = await open(page);
      await dialog.getByLabel("Also to consumers that have done them").check();
      await dialog.getByRole("button", { name: "Plan it" }).click();
      await dialog.getByRole("listitem").first().waitFor();

      expect(await accessibilityViolations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      expect(troubles).toEqual([]);
    });
  },
);
