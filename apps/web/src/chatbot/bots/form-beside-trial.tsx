import type { ReactNode } from "react";

/** The form with the trial beside it, or below it on narrow screens. */
export function FormBesideTrial({ form, trial }: { form: ReactNode; trial: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto xl:flex xl:overflow-hidden">
      <div className="xl:min-h-0 xl:min-w-0 xl:flex-1 xl:overflow-y-auto">
        <div className="mx-auto flex w-full max-w-prose flex-col gap-6 px-4 py-8 sm:px-6">{form}</div>
      </div>
      <div className="flex h-[85dvh] flex-col border-t border-line xl:h-auto xl:w-[26rem] xl:border-t-0 xl:border-l">
        {trial}
      </div>
    </div>
  );
}
