import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";

/** A disk that another program can fill and empty again. */
export interface SmallDisk {
  readonly kind: "tmpfs" | "file size limit";
  /** A directory on it, as a server sees it that is started `through` it. */
  readonly directory: string;
  /** The same directory, as this process sees it. */
  readonly seen: string;
  /** The command to start a server with. */
  through(): readonly string[];
  /** Takes what is free but for so many bytes. `pid`: the server that runs, where one does. */
  fill(leaveBytes: number, pid?: number): void;
  empty(pid?: number): void;
  freeBytes(): number;
  close(): Promise<void>;
}

/**
 * A small disk at `parent/name`: a tmpfs in a mount namespace of its own, which ends with its holder, however this
 * process ends; where that may not be, the limit that a process has on the size of its files.
 */
export async function createSmallDisk(parent: string, name: string, bytes: number): Promise<SmallDisk> {
  const directory = join(parent, name);
  mkdirSync(directory);
  const holder = await holdTmpfs(directory, bytes);
  return holder === undefined ? limitedFiles(directory) : tmpfs(directory, holder);
}

async function holdTmpfs(directory: string, bytes: number): Promise<ChildProcess | undefined> {
  if (process.env["HOOKYARD_LOSS_DISK"] === "limit") return undefined;
  const script = 'mount -t tmpfs -o size="$1" tmpfs "$2" && echo mounted && exec cat';
  const namespaces = process.getuid?.() === 0 ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
  const holder = spawn("unshare", [...namespaces, "sh", "-c", script, "sh", String(bytes), directory], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const isMounted = await Promise.race([
    once(holder.stdout, "data").then(([text]) => String(text).startsWith("mounted")),
    once(holder, "exit").then(() => false),
    once(holder, "error").then(() => false),
  ]);
  return isMounted ? holder : undefined;
}

function tmpfs(directory: string, holder: ChildProcess): SmallDisk {
  const seen = `/proc/${holder.pid}/root${directory}`;
  const ballast = join(seen, "another-programs-file");
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(seen);
    return bavail * bsize;
  };
  const user =
    process.getuid?.() === 0 ? [] : [`--user=/proc/${holder.pid}/ns/user`, "--preserve-credentials"];
  return {
    kind: "tmpfs",
    directory,
    seen,
    through: () => ["nsenter", ...user, `--mount=/proc/${holder.pid}/ns/mnt`],
    freeBytes,
    fill(leaveBytes) {
      const page = Buffer.alloc(4096);
      try {
        while (freeBytes() > leaveBytes + page.length) appendFileSync(ballast, page);
        if (leaveBytes === 0) for (;;) appendFileSync(ballast, page);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    async close() {
      holder.stdin?.end(); // `cat` ends, and with the last process of the namespace the mount
      if (holder.exitCode === null) await once(holder, "exit");
    },
  };
}

/** No file may grow beyond its largest one: what SQLite meets then is a write that fails. */
function limitedFiles(directory: string): SmallDisk {
  let limit: number | undefined;
  const set = (pid: number | undefined): void => {
    if (pid === undefined) return;
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${limit ?? "unlimited"}:unlimited`]);
  };
  return {
    kind: "file size limit",
    directory,
    seen: directory,
    through: () => (limit === undefined ? [] : ["prlimit", `--fsize=${limit}:unlimited`]),
    freeBytes: () => (limit === undefined ? Number.POSITIVE_INFINITY : 0),
    fill(leaveBytes, pid) {
      limit = leaveBytes + largestFile(directory);
      set(pid);
    },
    empty(pid) {
      limit = undefined;
      set(pid);
    },
    close: async () => undefined,
  };
}

function largestFile(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(4096, ...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size));
}
