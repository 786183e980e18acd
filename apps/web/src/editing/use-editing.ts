"use client";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { type DefaultValues, type FieldValues, type Resolver, useForm } from "react-hook-form";
import { reasonOf } from "../api/problem.ts";
import type { Difference } from "./conflict-note.tsx";
import { areSame } from "./draft-store.ts";
import { useFormDraft } from "./use-form-draft.ts";

type EditingInput<Thing, Values extends FieldValues> = {
  /** as it was loaded */
  thing: Thing;
  queryKey: QueryKey;
  /** of the lists that show the thing */
  listKey: QueryKey;
  read: () => Promise<Thing>;
  /** saves over the version of `base`; fails with PRECONDITION_FAILED when that is not the latest one */
  save: (values: Values, base: Thing) => Promise<Thing>;
  toValues: (thing: Thing) => Values & DefaultValues<Values>;
  resolver: Resolver<Values>;
  differences: (theirs: Values, yours: Values) => Difference[];
  words: { save: string; saved: string };
};

/**
 * Edits a versioned thing in a form. What is typed is kept in the browser until it is saved. A save over a version that is
 * not the latest one is refused; both versions are then shown, and the person takes the saved one or saves over it.
 *
 * @returns the form, `base`: the version that the form started from, `formProps` for the form's component, and `forget`, to
 *   be called when the thing is deleted
 */
export function useEditing<Thing extends { version: number }, Values extends FieldValues>(
  input: EditingInput<Thing, Values>,
) {
  const { thing, queryKey, listKey, toValues, words } = input;
  const queryClient = useQueryClient();
  const [base, setBase] = useState(thing);
  const [theirs, setTheirs] = useState<Thing | null>(null);
  const saved = toValues(base);
  const form = useForm<Values>({ defaultValues: saved, resolver: input.resolver });
  const { isDirty } = form.formState;
  const draft = useFormDraft({
    form,
    name: JSON.stringify(queryKey),
    saved,
    version: base.version,
    onOutdated: (version) => {
      setBase({ ...thing, version: version ?? 0 });
      setTheirs(thing);
    },
  });

  function accept(latest: Thing) {
    setBase(latest);
    setTheirs(null);
    draft.forget();
    form.reset(toValues(latest));
  }

  const save = useMutation({
    mutationFn: ({ values, over }: { values: Values; over: Thing }) => input.save(values, over),
    onSuccess: (latest, { values }) => {
      const typed = structuredClone(form.getValues());
      accept(latest);
      // What was typed while the request was on its way stays.
      if (!areSame(typed, values)) form.reset(typed, { keepDefaultValues: true });
      queryClient.setQueryData(queryKey, latest);
      void queryClient.invalidateQueries({ queryKey: listKey });
    },
    onError: async (error) => {
      if (reasonOf(error) !== "PRECONDITION_FAILED") return;
      const latest = await queryClient.fetchQuery({ queryKey, queryFn: input.read, staleTime: 0 });
      setTheirs(latest);
    },
  });
  const saveOver = (over: Thing) => (values: Values) => save.mutate({ values, over });

  const onReloaded = useEffectEvent((latest: Thing) => {
    if (latest.version <= base.version || save.isPending) return;
    if (isDirty) setTheirs(latest);
    else accept(latest);
  });
  useEffect(() => onReloaded(thing), [thing]);

  const conflict = theirs !== null && {
    rows: input.differences(toValues(theirs), form.getValues()),
    keepTheirs: () => accept(theirs),
    keepYours: () => void form.handleSubmit(saveOver(theirs))(),
  };
  const formProps = {
    action: words.save,
    pending: save.isPending,
    error: conflict ? null : save.error,
    status: save.isSuccess && words.saved,
    conflict,
    draft: { ...draft, discard: () => draft.discard(() => accept(theirs ?? base)) },
    onSubmit: saveOver(base),
  };
  return { form, base, formProps, forget: draft.forget };
}
