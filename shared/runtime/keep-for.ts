/**
 * Keeps what `load` answers for `ms` milliseconds; a failed load is not kept.
 * `fresh` asks for an answer loaded from now on.
 */
export function keepFor<Value>(
  ms: number,
  load: () => Promise<Value>,
  now: () => number = Date.now,
): (fresh?: 'fresh') => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly until: number } | undefined;
  return (fresh) => {
    if (kept !== undefined && fresh === undefined && now() < kept.until) return kept.value;
    const value = load();
    const mine = { value, until: now() + ms };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return value;
  };
}
