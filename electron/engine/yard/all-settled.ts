/**
 * Waits for all of them, then throws the first failure: nothing is still being started behind the back of whoever
 * cleans up.
 */
export async function allSettled(works: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(works);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
