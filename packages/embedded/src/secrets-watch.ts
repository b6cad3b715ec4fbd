import { unwatchFile, watchFile } from "node:fs";
import { type RenewableSecrets, secretsFile } from "./secrets.ts";

/** How soon a secret that was registered is verified with. */
const lookMilliseconds = 500;
/** How soon an old one is let go of when its overlap has ended. */
const renewMilliseconds = 30_000;

/**
 * Keeps the secrets of a running process up to date with its data directory, off the event loop; `changed` is told
 * when they are others. Returns what ends the watch.
 */
export function watchSecrets(secrets: RenewableSecrets, directory: string, changed: () => void): () => void {
  const file = secretsFile(directory);
  const renew = (): void => {
    // A file that cannot be read just now is left for the next look: the secrets stay what they are.
    void secrets.renew().then(
      (isChanged) => {
        if (isChanged) changed();
      },
      () => undefined,
    );
  };
  watchFile(file, { persistent: false, interval: lookMilliseconds }, renew);
  const timer = setInterval(renew, renewMilliseconds).unref();
  return () => {
    unwatchFile(file, renew);
    clearInterval(timer);
  };
}
