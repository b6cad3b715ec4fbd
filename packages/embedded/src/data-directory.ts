import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EngineError } from "./errors.ts";

/** Who runs on a data directory, and how to speak to it. Readable by its owner alone: it holds the operator's token. */
export interface OwnerRecord {
  readonly pid: number;
  readonly url: string;
  readonly operatorUrl: string;
  readonly operatorToken: string;
  readonly routerFile: string;
}

/** A data directory that this process owns until `release`, or until it ends in whatever way. */
export interface OwnedDirectory {
  readonly directory: string;
  readonly databaseFile: string;
  /** Lets the command line find this process; on a full disk as soon as there is room for it. */
  publish(record: OwnerRecord): void;
  release(): void;
}

export function databaseFile(directory: string): string {
  return join(directory, "hookyard.db");
}

/**
 * Takes a data directory, made where it is new, for this process alone. The lock is SQLite's own on a file beside the
 * database: the operating system lets it go when the process ends, however it ends. Throws `EngineError`
 * `data_directory_busy` while another process has it.
 */
export function ownDirectory(directory: string): OwnedDirectory {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700); // it holds payloads and secrets
  } catch (cause) {
    throw new EngineError(
      "data_directory_unusable",
      `cannot use ${directory} as data directory: ${messageOf(cause)}`,
      { cause },
    );
  }
  const lock = lockFile(directory);
  locks.add(lock);
  rmSync(ownerFile(directory), { force: true }); // a process that was killed left it
  let again: NodeJS.Timeout | undefined;
  const publish = (record: OwnerRecord): void => {
    const file = ownerFile(directory);
    try {
      writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (cause) {
      if (!isDiskFull(cause)) {
        throw new EngineError("data_directory_unusable", `cannot write ${file}: ${messageOf(cause)}`, {
          cause,
        });
      }
      again = setTimeout(() => publish(record), publishAgainMilliseconds).unref();
    }
  };
  return {
    directory,
    databaseFile: databaseFile(directory),
    publish,
    release() {
      clearTimeout(again);
      rmSync(ownerFile(directory), { force: true });
      locks.delete(lock);
      lock.close();
    },
  };
}

/** Held here because an open file that nothing refers to is closed by the garbage collector, and its lock is gone. */
const locks = new Set<DatabaseSync>();

/** The process that runs on this directory, or `undefined` when none does. */
export function readOwner(directory: string): OwnerRecord | undefined {
  const file = ownerFile(directory);
  if (!existsSync(file)) return undefined;
  try {
    const record = JSON.parse(readFileSync(file, "utf8")) as OwnerRecord; // safe: `publish` wrote it whole
    return isAlive(record.pid) ? record : undefined;
  } catch {
    return undefined; // it was removed between the two looks
  }
}

function lockFile(directory: string): DatabaseSync {
  const file = join(directory, "owner.lock");
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    // In this mode the lock of the first write is kept until the file is closed.
    lock.exec(
      "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS owner (pid INTEGER); COMMIT",
    );
    return lock;
  } catch (cause) {
    lock?.close();
    if (!isBusy(cause)) {
      throw new EngineError("data_directory_unusable", `cannot lock ${file}: ${messageOf(cause)}`, { cause });
    }
    const owner = readOwner(directory);
    const who = owner === undefined ? "Another process" : `Process ${owner.pid}`;
    throw new EngineError(
      "data_directory_busy",
      `${who} runs on ${directory}. Stop it, or choose another directory with --data`,
      { cause },
    );
  }
}

function ownerFile(directory: string): string {
  return join(directory, "owner.json");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A full disk does not keep a process from running: the command line finds it later. */
const publishAgainMilliseconds = 1_000;

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}

/** @see https://www.sqlite.org/rescode.html#busy */
const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === sqliteBusy;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
