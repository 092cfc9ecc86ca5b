/**
 * Runs both at once; when one fails the other is aborted and what it still brought is undone. Throws the first failure,
 * not the abort it caused.
 */
export async function together<A, B>(
  signal: AbortSignal,
  first: (signal: AbortSignal) => Promise<A>,
  second: (signal: AbortSignal) => Promise<B>,
  undoSecond: (value: B) => Promise<void>,
): Promise<readonly [A, B]> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const watched = async <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await task(stop);
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  };
  const [a, b] = await Promise.allSettled([watched(first), watched(second)]);
  if (a.status === "fulfilled" && b.status === "fulfilled") return [a.value, b.value];
  if (b.status === "fulfilled") await undoSecond(b.value);
  signal.throwIfAborted();
  throw failure.signal.reason;
}
