export function createRefusedKeeper(_: unknown): (refused: unknown) => Promise<void> {
  return async () => undefined;
}
