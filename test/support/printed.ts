import { EventEmitter, once } from "node:events";
import type { Readable } from "node:stream";

/** What a process prints, as it comes. */
export interface Printed {
  text(): string;
  /** Its lines that are JSON. */
  records(): readonly Readonly<Record<string, unknown>>[];
  /** The first JSON line of this event, past or to come. Never resolves when there is none. */
  line(event: string): Promise<Readonly<Record<string, unknown>>>;
}

export function createPrinted(streams: readonly Readable[]): Printed {
  const texts = streams.map(() => "");
  const news = new EventEmitter().setMaxListeners(100);
  streams.forEach((stream, index) => {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      texts[index] += chunk;
      news.emit("news");
    });
  });
  const records = (): readonly Readonly<Record<string, unknown>>[] =>
    texts.flatMap((text) => text.split("\n").slice(0, -1).flatMap(parsed));
  return {
    text: () => texts.join(""),
    records,
    async line(event) {
      while (true) {
        const found = records().find((record) => record["event"] === event);
        if (found !== undefined) return found;
        await once(news, "news");
      }
    },
  };
}

function parsed(line: string): readonly Readonly<Record<string, unknown>>[] {
  if (!line.startsWith("{")) return [];
  return [JSON.parse(line) as Record<string, unknown>]; // safe: every line of --json is an object
}
