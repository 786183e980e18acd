"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { DefaultValues, FieldValues, UseFormReturn } from "react-hook-form";
import { useTRPC } from "../api/trpc.ts";
import { notify } from "../ui/overlay/toast.ts";
import { strings as ui } from "../ui/strings.ts";
import { areSame, type Draft, draftKey, readDraft, removeDraft, writeDraft } from "./draft-store.ts";
import { strings as words } from "./strings.ts";

const DEBOUNCE_MS = 400;

type FormDraftInput<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  /** of the form, among all forms of the account */
  name: string;
  /** the form's values without any changes */
  saved: Values & DefaultValues<Values>;
  /** of the thing that is edited; null for a new one */
  version: number | null;
  /** called when a draft is restored whose thing had another version */
  onOutdated?: (version: number | null) => void;
};

/**
 * Keeps what is typed into a form in the browser, and restores it when the form is opened again. Nothing is kept while the
 * form's values are the saved ones.
 *
 * @returns `restoredAt`: when the restored changes were made; `isKept`: false if the browser refuses to store them;
 *   `forget`: removes the draft; `discard`: resets the form too, and offers to undo that
 */
export function useFormDraft<Values extends FieldValues>(input: FormDraftInput<Values>) {
  const { form, name, saved, version } = input;
  const account = useQuery(
    useTRPC().account.me.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const key = account.data && draftKey(account.data.id, name);
  const [restoredAt, setRestoredAt] = useState<string | null>(null);
  const [isKept, setIsKept] = useState(true);
  /** What is stored. */
  const stored = useRef<Draft<Values> | null>(null);

  const restore = useEffectEvent((from: string) => {
    const draft = readDraft<Values>(window.localStorage, from, saved);
    // What was typed before the account was known is newer than the draft.
    if (!draft || form.formState.isDirty) return;
    if (areSame(draft.values, saved)) return removeDraft(window.localStorage, from);
    stored.current = draft;
    form.reset(draft.values, { keepDefaultValues: true });
    setRestoredAt(draft.at);
    if (draft.version !== version) input.onOutdated?.(draft.version);
  });
  // Before the input that preceded hydration is replayed, which a later reset would overwrite.
  useLayoutEffect(() => {
    if (key) restore(key);
  }, [key]);

  const store = useEffectEvent((to: string) => {
    const values = form.getValues();
    if (areSame(values, stored.current?.values ?? saved)) return;
    if (areSame(values, saved)) {
      stored.current = null;
      return removeDraft(window.localStorage, to);
    }
    stored.current = { values: structuredClone(values), version, at: new Date().toISOString() };
    setIsKept(writeDraft(window.localStorage, to, stored.current));
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!key) return;
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(flush, DEBOUNCE_MS);
      },
    });
    function flush() {
      clearTimeout(timer.current);
      if (timer.current === undefined || !key) return;
      timer.current = undefined;
      store(key);
    }
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      flush();
      unsubscribe();
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
    };
  }, [key, form.subscribe]);

  function forget() {
    clearTimeout(timer.current);
    timer.current = undefined;
    stored.current = null;
    setRestoredAt(null);
    if (key) removeDraft(window.localStorage, key);
  }

  function discard(reset: () => void) {
    const draft = { values: structuredClone(form.getValues()), version, at: new Date().toISOString() };
    forget();
    reset();
    notify.info(words.discarded, {
      action: {
        label: ui.undo,
        onClick: () => {
          // The form may have been left since; then its next visit restores the draft.
          if (key) writeDraft(window.localStorage, key, draft);
          form.reset(draft.values, { keepDefaultValues: true });
        },
      },
    });
  }

  return { restoredAt, isKept: isKept && key !== undefined, forget, discard };
}
