/** Into so many pieces a time is cut. */
const PIECES = 20;

/**
 * Tells once when so many milliseconds have passed while this process could go on. It counts them in pieces, each from
 * when the one before was seen to be over: a machine that stands still for a second takes one piece, not all of them,
 * and what has come meanwhile is looked at before it is too late. Answers what calls it off.
 */
export function afterPatience(milliseconds: number, tooLate: () => void): () => void {
  let left = milliseconds > 0 ? PIECES : 1;
  const wait = (): NodeJS.Timeout =>
    setTimeout(() => {
      left--;
      if (left === 0) tooLate();
      else timer = wait();
    }, milliseconds / PIECES);
  let timer = wait();
  return () => clearTimeout(timer);
}
