/** What stands in front of the environment in the output of `print-environment.ts`. */
export function environmentMark(nonce: string): string {
  return `hookyard-environment:${nonce}:`;
}
