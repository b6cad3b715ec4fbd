import { readdirSync, readFileSync } from "node:fs";

/**
 * What a list of processes shows of a process and of all that it started.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html
 */
export function commandLines(pid: number): readonly string[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const isBelow = (one: number): boolean => {
    for (let at: number | undefined = one; at !== undefined && at > 1; at = parents.get(at))
      if (at === pid) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow).flatMap((each) => {
    const line = read(`/proc/${each}/cmdline`).replaceAll("\0", " ").trim();
    return line === "" ? [] : [line];
  });
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (the fourth field; the second may hold spaces) */
function parentOf(pid: string): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
