/** Digits that a number has to have before it can be beyond 2^53. */
const longDigits = 16;
const half = longDigits / 2;

/**
 * Whether somewhere in JSON text a number of 16 digits or more begins, except at its very start. What looks like one
 * inside a string may be taken for one.
 *
 * So many digits in a row cover one of every sixteen characters: only those are looked at, which for a body of
 * 200 KB is a hundredth of what a regular expression takes.
 */
export function hasLongNumber(text: string): boolean {
  for (let at = longDigits - 1; at < text.length; at += longDigits) {
    if (!isDigit(text.charCodeAt(at))) continue;
    // A run that long also covers one of these two: most digits are told to be few by a single look.
    if (!isDigit(text.charCodeAt(at - half)) && !isDigit(text.charCodeAt(at + half))) continue;
    let start = at;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end - start < longDigits && isDigit(text.charCodeAt(end))) end++;
    if (end - start >= longDigits && start > 0 && isBeforeNumber(text.charCodeAt(start - 1))) return true;
    // On from the end of this run, however long it is: no character is looked at twice for the next one.
    while (end < text.length && isDigit(text.charCodeAt(end))) end++;
    at = end - 1;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A colon, a bracket, a comma, a minus, or one of the four spaces of JSON. */
function isBeforeNumber(code: number): boolean {
  return (
    code === 0x3a ||
    code === 0x5b ||
    code === 0x2c ||
    code === 0x2d ||
    code === 0x20 ||
    code === 0x0a ||
    code === 0x0d ||
    code === 0x09
  );
}
