"use client";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DefaultValues, type FieldValues, type Resolver, useForm } from "react-hook-form";
import { reasonOf } from "../api/problem.ts";
import type { Difference } from "./conflict-note.tsx";

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
  words: { save: string; saved: string; unsaved: string };
};

/**
 * Edits a versioned thing in a form. A save over a version that is not the latest one is refused; both versions are then
 * shown, and the person takes the saved one or saves over it.
 *
 * @returns the form, `base`: the version that the form started from, and `formProps` for the form's component
 */
export function useEditing<Thing, Values extends FieldValues>(input: EditingInput<Thing, Values>) {
  const { queryKey, listKey, toValues, words } = input;
  const queryClient = useQueryClient();
  const [base, setBase] = useState(input.thing);
  const [theirs, setTheirs] = useState<Thing | null>(null);
  const form = useForm<Values>({ defaultValues: toValues(base), resolver: input.resolver });

  function accept(saved: Thing) {
    setBase(() => saved);
    setTheirs(null);
    form.reset(toValues(saved));
    queryClient.setQueryData(queryKey, saved);
    void queryClient.invalidateQueries({ queryKey: listKey });
  }

  const save = useMutation({
    mutationFn: ({ values, over }: { values: Values; over: Thing }) => input.save(values, over),
    onSuccess: accept,
    onError: async (error) => {
      if (reasonOf(error) !== "PRECONDITION_FAILED") return;
      const latest = await queryClient.fetchQuery({ queryKey, queryFn: input.read, staleTime: 0 });
      setTheirs(() => latest);
    },
  });
  const saveOver = (over: Thing) => (values: Values) => save.mutate({ values, over });

  const conflict = theirs !== null && {
    rows: input.differences(toValues(theirs), form.getValues()),
    keepTheirs: () => accept(theirs),
    keepYours: () => void form.handleSubmit(saveOver(theirs))(),
  };
  const formProps = {
    action: words.save,
    pending: save.isPending,
    error: conflict ? null : save.error,
    status: form.formState.isDirty ? words.unsaved : save.isSuccess && words.saved,
    conflict,
    onSubmit: saveOver(base),
  };
  return { form, base, formProps };
}
