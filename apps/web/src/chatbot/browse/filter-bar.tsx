"use client";
import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Choice } from "../../ui/form/choice.tsx";
import { DayField } from "../../ui/form/day-field.tsx";
import { FilterSelect } from "../../ui/form/filter-select.tsx";
import { SearchBox } from "../../ui/form/search-box.tsx";
import { strings } from "./strings.ts";
import type { FilterName, SessionFilters } from "./use-session-filters.ts";

/** Search and filters above the table. On a phone a button shows the filters. */
export function FilterBar({ filters }: { filters: SessionFilters }) {
  const [open, setOpen] = useState(false);
  const { inMessages, set } = filters;
  return (
    <search
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-2 sm:px-5"
      aria-label={strings.filters}
    >
      <div className="flex min-w-full flex-1 flex-wrap gap-2 md:min-w-80">
        <SearchBox
          label={inMessages ? strings.searchMessages : strings.searchTitles}
          value={filters.get("q")}
          onSearch={(q) => set({ q })}
          maxLength={200}
          className="min-w-48 flex-1"
        />
        <fieldset className="flex shrink-0 overflow-hidden rounded-md border border-line-strong">
          <legend className="sr-only">{strings.searchIn}</legend>
          <Choice name="in" checked={!inMessages} onChoose={() => set({ in: "" })} className="px-3">
            {strings.titles}
          </Choice>
          <Choice name="in" checked={inMessages} onChoose={() => set({ in: "messages" })} className="px-3">
            {strings.messages}
          </Choice>
        </fieldset>
        <Button className="md:hidden" aria-expanded={open} onClick={() => setOpen((is) => !is)}>
          <SlidersHorizontal aria-hidden className="size-4" />
          {strings.moreFilters(filters.count)}
        </Button>
      </div>
      <div className={cx("w-full flex-wrap items-center gap-2 md:flex", open ? "flex" : "hidden")}>
        <Filters filters={filters} />
      </div>
    </search>
  );
}

function Filters({ filters }: { filters: SessionFilters }) {
  const trpc = useTRPC();
  const chatbots = useQuery(trpc.chatbot.chatbots.list.queryOptions({ limit: 100 }));
  const { status, chatbot, rating, mark } = strings;
  return (
    <>
      <Filter filters={filters} name="status" label={status.label} all={status.all}>
        {(["ACTIVE", "SCHEDULED", "COMPLETED", "TERMINATED"] as const).map((one) => (
          <option key={one} value={one}>
            {status[one]}
          </option>
        ))}
      </Filter>
      <Filter filters={filters} name="bot" label={chatbot.label} all={chatbot.all}>
        {chatbots.data?.items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Filter>
      <Filter filters={filters} name="rating" label={rating.label} all={rating.all}>
        {[5, 4, 3, 2, 1].map((count) => (
          <option key={count} value={count}>
            {rating.stars(count)}
          </option>
        ))}
      </Filter>
      <Filter filters={filters} name="mark" label={mark.label} all={mark.all}>
        <option value="danger">{mark.danger}</option>
        <option value="unanswered">{mark.unanswered}</option>
      </Filter>
      <Day filters={filters} name="from" label={strings.from} />
      <Day filters={filters} name="to" label={strings.to} />
      {filters.get("client") && <ClientChip filters={filters} id={filters.get("client")} />}
    </>
  );
}

type FilterProps = { filters: SessionFilters; name: FilterName; label: string };

function Filter({ filters, ...rest }: FilterProps & { all: string; children: ReactNode }) {
  return <FilterSelect params={filters} className="sm:max-w-40" {...rest} />;
}

function Day({ filters, name, label }: FilterProps) {
  return (
    <DayField
      label={label}
      value={filters.get(name)}
      onChange={(day) => filters.set({ [name]: day })}
      className="flex-1 sm:flex-none"
      inputClassName="w-34 min-w-0 flex-1 px-2"
    />
  );
}

/** The client that a row's menu has chosen. There may be thousands of clients, so there is no select for them. */
function ClientChip({ filters, id }: { filters: SessionFilters; id: string }) {
  const trpc = useTRPC();
  const client = useQuery({ ...trpc.chatbot.clients.get.queryOptions({ id }), retry: false });
  const name = client.data?.name ?? strings.columns.client;
  return (
    <button
      type="button"
      className={buttonClass("plain")}
      aria-label={strings.dropClient(name)}
      onClick={() => filters.set({ client: "" })}
    >
      {strings.onlyClient(name)}
      <X aria-hidden className="size-4" />
    </button>
  );
}
