"use client";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type DefaultValues, type FieldValues, type Resolver, useForm } from "react-hook-form";
import { useFormDraft } from "./use-form-draft.ts";

type CreatingInput<Values extends FieldValues> = {
  empty: Values & DefaultValues<Values>;
  resolver: Resolver<Values>;
  create: (values: Values) => Promise<{ id: string }>;
  /** of all queries about such things */
  queryKey: QueryKey;
  /** the page of the new thing */
  pathOf: (id: string) => string;
  /** the button's verb */
  action: string;
};

/** Creates a thing with a form, and goes to its page. What is typed is kept in the browser until then. */
export function useCreating<Values extends FieldValues>(input: CreatingInput<Values>) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<Values>({ defaultValues: input.empty, resolver: input.resolver });
  const draft = useFormDraft({
    form,
    name: JSON.stringify(input.queryKey),
    saved: input.empty,
    version: null,
  });
  const create = useMutation({
    mutationFn: input.create,
    onSuccess: ({ id }) => {
      draft.forget();
      void queryClient.invalidateQueries({ queryKey: input.queryKey });
      router.push(input.pathOf(id));
    },
  });
  const formProps = {
    action: input.action,
    // Until the new page is there, a second press must not create another thing.
    pending: create.isPending || create.isSuccess,
    error: create.error,
    draft: { ...draft, discard: () => draft.discard(() => form.reset(input.empty)) },
    onSubmit: (values: Values) => create.mutate(values),
  };
  return { form, formProps };
}
