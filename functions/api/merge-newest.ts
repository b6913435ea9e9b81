/** Merges lists that are each newest first into one page, and says whether more may follow. */
export function mergeNewest<Entry>(
  lists: readonly (readonly Entry[])[],
  placeOf: (entry: Entry) => string,
  limit: number,
): { readonly page: readonly Entry[]; readonly more: boolean } {
  const merged = lists.flat().sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  return { page: merged.slice(0, limit), more: merged.length > limit };
}
