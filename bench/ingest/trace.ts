import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** What became of one request. Times are monotonic milliseconds; `NaN` where it never came to that. */
export interface TraceEntry {
  /** The provider's id of the event. */
  readonly id: string;
  /** When the schedule wanted it sent. */
  readonly dueAt: number;
  readonly sentAt: number;
  readonly answeredAt: number;
  /** 0 where no answer came. */
  readonly status: number;
  /** The beginning of the answer's body. */
  readonly answer: string;
}

/** What became of the requests of one run, in columns that are allocated before it starts. */
export interface TraceColumns {
  readonly dueAt: Float64Array;
  readonly sentAt: Float64Array;
  readonly answeredAt: Float64Array;
  readonly status: Uint16Array;
  readonly answers: Buffer;
  readonly answerLength: Uint8Array;
}

/** How much is kept of every answer's body. */
export const answerBytes = 120;

export function createTrace(count: number): TraceColumns {
  return {
    dueAt: new Float64Array(count).fill(Number.NaN),
    sentAt: new Float64Array(count).fill(Number.NaN),
    answeredAt: new Float64Array(count).fill(Number.NaN),
    status: new Uint16Array(count),
    answers: Buffer.alloc(count * answerBytes),
    answerLength: new Uint8Array(count),
  };
}

/** Appends the trace to a file, a line for every request: the record that the check afterwards goes by. */
export async function appendTrace(
  file: string,
  trace: TraceColumns,
  idOf: (index: number) => string,
): Promise<void> {
  const stream = createWriteStream(file, { flags: "a" });
  const milliseconds = (column: Float64Array, index: number): string =>
    (column[index] ?? Number.NaN).toFixed(3);
  for (let index = 0; index < trace.status.length; index++) {
    const from = index * answerBytes;
    const answer = trace.answers.toString("latin1", from, from + (trace.answerLength[index] ?? 0));
    const line = [
      idOf(index),
      milliseconds(trace.dueAt, index),
      milliseconds(trace.sentAt, index),
      milliseconds(trace.answeredAt, index),
      String(trace.status[index]),
      answer.replaceAll(/[\t\r\n]/g, " "),
    ];
    if (!stream.write(`${line.join("\t")}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "close");
}

/** Reads a trace file back, entry by entry. */
export async function* readTrace(file: string): AsyncGenerator<TraceEntry> {
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const [id = "", dueAt, sentAt, answeredAt, status, answer = ""] = line.split("\t");
    yield {
      id,
      dueAt: Number(dueAt),
      sentAt: Number(sentAt),
      answeredAt: Number(answeredAt),
      status: Number(status),
      answer,
    };
  }
}
