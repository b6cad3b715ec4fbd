import { spawn, spawnSync } from "node:child_process";

/** What is typed at a terminal, each time once the text before it has been shown. */
export interface TypedLine {
  readonly after: string;
  /** Without its line end. */
  readonly type: string;
}

export interface AtTerminal {
  readonly command: readonly [file: string, ...args: string[]];
  readonly typed: readonly TypedLine[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Whether there can be a terminal here: Python's standard library has it. */
export const hasTerminal: boolean = spawnSync("python3", ["-c", "import pty"]).status === 0;

/** Seconds after which a command that goes on is left alone. */
const mostSeconds = 45;

const program = `
import json, os, pty, select, sys, time
command, typed = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
out, seen, end = b"", 0, time.time() + ${mostSeconds}
while time.time() < end:
    if not select.select([fd], [], [], 0.2)[0]:
        continue
    try:
        chunk = os.read(fd, 4096)
    except OSError:
        break
    if not chunk:
        break
    out += chunk
    if typed and typed[0]["after"].encode() in out[seen:]:
        os.write(fd, (typed[0]["type"] + "\\n").encode())
        seen, typed = len(out), typed[1:]
sys.stdout.buffer.write(out)
`;

/** Runs a command at a terminal of its own, and resolves with all that the terminal showed. */
export async function atTerminal({ command, typed, cwd, env }: AtTerminal): Promise<string> {
  const child = spawn("python3", ["-c", program, JSON.stringify([command, typed])], { cwd, env });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => child.on("close", resolve));
  return Buffer.concat(chunks).toString("utf8");
}
