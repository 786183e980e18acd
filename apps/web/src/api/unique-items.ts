/**
 * The items of all loaded pages, each id once, at its first occurrence. Rows that are added while somebody pages shift the
 * later pages, which then repeat rows.
 */
export function uniqueItems<Item extends { id: string }>(pages: { items: Item[] }[] = []): Item[] {
  const byId = new Map<string, Item>();
  for (const page of pages) for (const item of page.items) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()];
}
