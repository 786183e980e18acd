import { expect, it } from "vitest";
import { areSame, type Draft, type DraftStorage, draftKey, readDraft, writeDraft } from "./draft-store.ts";

/** A storage of a browser, which refuses what is larger than `quota` characters. */
function storage(quota = Number.POSITIVE_INFINITY): DraftStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > quota) throw new DOMException("full", "QuotaExceededError");
      items.set(key, value);
    },
    removeItem: (key) => items.delete(key),
  };
}
type Values = { name: string; texts: { title: string }[] };
const draft: Draft<Values> = {
  values: { name: "Ada", texts: [{ title: "x" }] },
  version: 3,
  at: "2026-01-01",
};
const empty: Values = { name: "", texts: [] };

it("reads what was written for the same account and form alone", () => {
  const store = storage();
  expect(writeDraft(store, draftKey("a", "agent 1"), draft)).toBe(true);
  expect(readDraft(store, draftKey("a", "agent 1"), empty)).toEqual(draft);
  expect(readDraft(store, draftKey("b", "agent 1"), empty)).toBeNull();
  expect(readDraft(store, draftKey("a", "agent 2"), empty)).toBeNull();
});

it("does not read a draft of an earlier form with other fields, or anything else", () => {
  const store = storage();
  for (const value of [
    { ...draft, values: { name: "Ada" } },
    { ...draft, values: { name: "", texts: "" } },
    {},
    1,
  ]) {
    store.setItem("key", JSON.stringify(value));
    expect(readDraft(store, "key", empty)).toBeNull();
  }
  store.setItem("key", "{");
  expect(readDraft(store, "key", empty)).toBeNull();
});

it("says when the browser refuses a draft, and keeps no older one in its place", () => {
  const store = storage(200);
  expect(writeDraft(store, "key", draft)).toBe(true);
  expect(writeDraft(store, "key", { ...draft, values: { ...empty, name: "x".repeat(200) } })).toBe(false);
  expect(readDraft(store, "key", empty)).toBeNull();
});

it("compares values whatever the order of their fields", () => {
  expect(areSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
  expect(areSame({ a: 1 }, { a: 2 })).toBe(false);
});
