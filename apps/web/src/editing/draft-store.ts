import { hashKey } from "@tanstack/react-query";
import { DRAFT_PREFIX } from "./remove-drafts.ts";

/** What was typed into a form and is not saved. */
export type Draft<Values> = {
  values: Values;
  /** of the thing that was edited; null for a new one */
  version: number | null;
  /** the time of the last change, in ISO 8601 */
  at: string;
};

/** The storage that drafts need; a browser's localStorage is one. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The name of a form's draft. Several people may use one browser, so it holds the account's id. */
export const draftKey = (accountId: string, form: string) => `${DRAFT_PREFIX}${accountId}:${form}`;

/** Whether two forms hold the same values, in any order of their fields. */
export const areSame = (one: unknown, other: unknown) => hashKey([one]) === hashKey([other]);

/**
 * Reads a draft.
 * @param like values of the form as it is now: a draft of an earlier version of the form, with other fields, is not returned
 */
export function readDraft<Values extends object>(
  storage: DraftStorage,
  key: string,
  like: Values,
): Draft<Values> | null {
  try {
    const draft: Partial<Draft<Values>> | null = JSON.parse(storage.getItem(key) ?? "null");
    if (!draft?.values || typeof draft.at !== "string" || draft.version === undefined) return null;
    return shapeOf(draft.values) === shapeOf(like) ? (draft as Draft<Values>) : null;
  } catch {
    // A private window may refuse access, and anything may have been written there.
    return null;
  }
}

/** The names and types of the fields. */
const shapeOf = (values: object) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? "list" : typeof value}`)
    .sort()
    .join();

/** @returns false if the browser refused: its storage may be full. */
export function writeDraft(storage: DraftStorage, key: string, draft: Draft<unknown>): boolean {
  try {
    storage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    // An older draft must not come back in place of this one.
    removeDraft(storage, key);
    return false;
  }
}

export function removeDraft(storage: DraftStorage, key: string): void {
  try {
    storage.removeItem(key);
  } catch {
    // Nothing is stored where access is refused.
  }
}
