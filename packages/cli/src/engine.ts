/** The embedded engine as far as the command line uses it. */
export type Engine = Pick<
  typeof import("@hookyard/embedded"),
  "loadRouter" | "openOperator" | "readOwner" | "readSecrets" | "startHookyard"
>;

/** Loads the engine: not at the top, so that help and wrong usage are answered at once. */
export async function loadEngine(): Promise<Engine> {
  return import("@hookyard/embedded");
}
