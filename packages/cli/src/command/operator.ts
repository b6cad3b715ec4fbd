import type { Operator } from "@hookyard/core/operator/operator";
import type { Call } from "./command.ts";

/** An operator and what it speaks to: the running process, or a stopped one's database. */
export interface OpenOperator {
  readonly operator: Operator;
  readonly mode: "running" | "stopped";
}

/** Gives the work an operator, and lets go of it however the work ends. */
export async function withOperator<Result>(
  { io, dataDirectory }: Pick<Call<object>, "io" | "dataDirectory">,
  work: (open: OpenOperator) => Promise<Result>,
): Promise<Result> {
  const { openOperator } = await io.engine();
  const open = await openOperator({ dataDirectory });
  try {
    return await work(open);
  } finally {
    await open.operator.close();
  }
}
