/**
 * The known word that was probably meant, as a sentence with a space before it: ` Did you mean "payment.failed"?`.
 * Empty when none is near.
 */
export function didYouMean(written: string, words: Iterable<string>): string {
  const word = nearest(written, words);
  return word === undefined ? "" : ` Did you mean ${JSON.stringify(word)}?`;
}

/** The known word with the fewest changed letters, if it is near enough to be meant. */
export function nearest(written: string, words: Iterable<string>): string | undefined {
  if (written.length > 100) return undefined;
  const text = written.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const word of words) {
    if (Math.abs(word.length - text.length) >= bestDistance) continue;
    const distance = editDistance(text, word.toLowerCase());
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
