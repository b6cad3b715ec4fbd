import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { ownDirectory, readOwner } from "./data-directory.ts";
import { openStore } from "./database/store.ts";
import { openOperator } from "./open-operator.ts";

const record = {
  pid: process.pid,
  url: "http://127.0.0.1:1",
  operatorUrl: "http://127.0.0.1:2",
  operatorToken: "token",
  routerFile: "/router.ts",
};

let parent: string;
let directory: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "hookyard-owner-"));
  directory = join(parent, "data");
});
afterEach(() => rmSync(parent, { recursive: true }));

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** A process that owns the directory until it is killed: it refers to nothing of what it owns, and collects garbage. */
async function startOwner() {
  const script = `const { ownDirectory } = await import(process.argv[1]);
    ownDirectory(process.argv[2]).publish({ pid: process.pid, url: "u", operatorUrl: "o", operatorToken: "t", routerFile: "r" });
    setImmediate(() => { gc(); gc(); console.log("owned"); }); setInterval(() => undefined, 1000);`;
  const module = join(import.meta.dirname, "data-directory.ts");
  const child = spawn(
    process.execPath,
    ["--expose-gc", "--input-type=module", "-e", script, module, directory],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return {
    pid: child.pid,
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

describe("a data directory", () => {
  test("has one owner: a second is told who, and changes nothing", async () => {
    const owner = await startOwner();

    expect(() => ownDirectory(directory)).toThrow(
      expect.objectContaining({
        code: "data_directory_busy",
        message: expect.stringContaining(String(owner.pid)),
      }),
    );
    expect(readOwner(directory)).toMatchObject({ pid: owner.pid, operatorToken: "t" });
    await owner.kill();
  });

  test("is free again when its owner was killed, and says nothing of it", async () => {
    const owner = await startOwner();
    await owner.kill();

    expect(readOwner(directory)).toBeUndefined();
    const owned = ownDirectory(directory);
    expect(existsSync(join(directory, "owner.json"))).toBe(false);
    owned.release();
  });

  test("has one owner within a process too, until it is released", () => {
    const owned = ownDirectory(directory);

    expect(() => ownDirectory(directory)).toThrow(expect.objectContaining({ code: "data_directory_busy" }));
    owned.release();
    ownDirectory(directory).release();
  });

  test("is its owner's alone, also where it was there before and open to all", () => {
    const first = ownDirectory(directory);
    first.publish(record);
    expect([mode(directory), mode(join(directory, "owner.json"))]).toEqual(["700", "600"]);
    first.release();
    chmodSync(directory, 0o755);

    ownDirectory(directory).release();

    expect(mode(directory)).toBe("700");
  });

  test("that cannot be one is refused with its name", () => {
    const file = join(parent, "a-file");
    writeFileSync(file, "");

    expect(() => ownDirectory(join(file, "data"))).toThrow(
      expect.objectContaining({ code: "data_directory_unusable", message: expect.stringContaining(file) }),
    );
  });

  test("is left without an owner's record after a release, and no half-written one beside it", () => {
    const owned = ownDirectory(directory);
    owned.publish(record);
    expect(JSON.parse(readFileSync(join(directory, "owner.json"), "utf8"))).toEqual(record);

    owned.release();

    expect(readdirSync(directory).filter((name) => name.startsWith("owner.json"))).toEqual([]);
  });
});

test("an owner's record that a kill left is not believed when another process has its number", async () => {
  const owned = ownDirectory(directory);
  openStore(owned.databaseFile).close();
  owned.release();
  writeFileSync(join(directory, "owner.json"), JSON.stringify(record)); // the number of this very process, as in a container

  const { mode: found, operator } = await openOperator({ dataDirectory: directory });

  expect(found).toBe("stopped");
  await operator.close();
});
