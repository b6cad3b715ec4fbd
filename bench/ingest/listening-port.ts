import { createServer } from "node:net";
import { jsonObject } from "./child.ts";

/** The port in a line `{"port":…}`, which is how the peers say that they are ready. */
export function listeningPort(line: string): number | undefined {
  const port = jsonObject(line)?.["port"];
  return typeof port === "number" ? port : undefined;
}

/** A port of the loopback that was free just now, for a server that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
