import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "./support/chromium.ts";
import { consoleEngines } from "./support/console-system.ts";
import { type ConsoleWorld, createConsoleWorld, startMilliseconds } from "./support/console-world.ts";

describe.skipIf(!hasChromium).each(consoleEngines)("logging in, in a browser, on $engine", ({ start }) => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await createConsoleWorld(start);
  }, startMilliseconds);
  afterAll(() => world?.close());

  test("the key leaves the address at once, and neither the log nor a script has it", async () => {
    const { page } = await world.open();
    const key = world.link().split("#key=")[1] ?? "";

    expect(page.url()).toBe(`${world.consoleUrl}/console/`);
    expect(await page.evaluate("document.cookie")).toBe("");
    expect(world.log()).not.toContain(key);
    await page.goBack();
    expect(page.url()).not.toContain(key);
  });

  test("a reload stays logged in, and logging out ends it", async () => {
    const { page } = await world.open();

    await page.reload();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.getByRole("button", { name: /^Log out/ }).click();
    await page.getByText("Open the link that").waitFor();
    await page.reload();
    await page.getByText("Open the link that").waitFor();

    expect(await page.getByRole("navigation").count()).toBe(0);
  });

  test("whoever comes without the link is told how to get in, and nothing else", async () => {
    const page = await world.browser.newPage();
    const answers: number[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/api/")) answers.push(response.status());
    });

    await page.goto(`${world.consoleUrl}/console/events`);
    await page.getByText("Open the link that").waitFor();

    expect(answers).toEqual([401]);
  });

  test("a page of another origin gets nothing, even with the session's cookie beside it", async () => {
    const { page } = await world.open();
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(world.url.replace("127.0.0.1", "localhost") + "/healthz");

    const read = await elsewhere.evaluate(
      `fetch(${JSON.stringify(`${world.consoleUrl}/console/api/v1/overview`)}, { credentials: "include" }).then((r) => r.text(), () => "refused")`,
    );
    const sent = await elsewhere.evaluate(
      `fetch(${JSON.stringify(`${world.consoleUrl}/console/api/v1/dead-letters/discard`)}, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }).then((r) => r.type, () => "refused")`,
    );

    expect([read, sent]).toEqual(["refused", "refused"]);
  });

  test("a frame of it stays empty", async () => {
    const page = await world.browser.newPage();
    await page.goto(`${world.url}/healthz`);

    await page.evaluate(
      `{ const frame = document.createElement("iframe"); frame.src = ${JSON.stringify(world.link())}; document.body.append(frame); }`,
    );
    await page.waitForEvent("framenavigated");

    expect(await page.frames()[1]?.locator("#app").count()).toBe(0);
  });
});
