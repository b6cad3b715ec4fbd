import type { RefusedRetry } from "@hookyard/core/operator/operator";
import { post } from "../api.ts";

/** Verifies one again with the secrets of now; answers what came of it, in words. */
export async function retryRefused(id: string): Promise<string> {
  const [retry] = await post<readonly RefusedRetry[]>("/v1/refused/retry", { ids: [id] });
  return retry === undefined ? "There is no such request any more" : retryWords[retry.status];
}

const retryWords: Readonly<Record<RefusedRetry["status"], string>> = {
  accepted: "It is genuine, and accepted",
  duplicate: "It is genuine, and had been accepted already",
  handshake: "It was the provider's question about the URL",
  refused: "It is refused again, and stays",
  not_stored: "It is genuine and could not be stored now; it stays",
  not_whole: "It was too large to be kept whole",
  not_found: "There is no such request any more",
};
