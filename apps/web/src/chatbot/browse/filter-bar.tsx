"use client";
import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal, X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Select, TextInput } from "../../ui/form/field.tsx";
import { SearchBox } from "../../ui/form/search-box.tsx";
import { strings } from "./strings.ts";
import type { FilterName, SessionFilters } from "./use-session-filters.ts";

/** Search and filters above the table. On a phone the filters wait behind a button. */
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
          inUrl={filters.get("q")}
          onSearch={(q) => set({ q })}
        />
        <fieldset className="flex shrink-0 overflow-hidden rounded-md border border-line-strong">
          <legend className="sr-only">{strings.searchIn}</legend>
          <WhereToLook checked={!inMessages} onChoose={() => set({ in: "" })}>
            {strings.titles}
          </WhereToLook>
          <WhereToLook checked={inMessages} onChoose={() => set({ in: "messages" })}>
            {strings.messages}
          </WhereToLook>
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

function WhereToLook({
  checked,
  onChoose,
  children,
}: {
  checked: boolean;
  onChoose: () => void;
  children: string;
}) {
  return (
    <label
      className={cx(
        "flex min-h-9 cursor-pointer items-center px-3 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent",
        checked ? "bg-accent-soft font-medium text-accent-text" : "hover:bg-hover",
      )}
    >
      <input type="radio" name="where" checked={checked} onChange={onChoose} className="sr-only" />
      {children}
    </label>
  );
}

function Filters({ filters }: { filters: SessionFilters }) {
  const trpc = useTRPC();
  const chatbots = useQuery(trpc.chatbot.chatbots.list.queryOptions({ limit: 100 }));
  const { status, chatbot, rating, mark } = strings;
  return (
    <>
      <FilterSelect filters={filters} name="status" label={status.label} all={status.all}>
        {(["ACTIVE", "SCHEDULED", "COMPLETED", "TERMINATED"] as const).map((one) => (
          <option key={one} value={one}>
            {status[one]}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect filters={filters} name="bot" label={chatbot.label} all={chatbot.all}>
        {chatbots.data?.items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect filters={filters} name="rating" label={rating.label} all={rating.all}>
        {[5, 4, 3, 2, 1].map((count) => (
          <option key={count} value={count}>
            {rating.stars(count)}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect filters={filters} name="mark" label={mark.label} all={mark.all}>
        <option value="danger">{mark.danger}</option>
        <option value="unanswered">{mark.unanswered}</option>
      </FilterSelect>
      <Day filters={filters} name="from" label={strings.from} />
      <Day filters={filters} name="to" label={strings.to} />
      {filters.get("client") && <ClientChip filters={filters} id={filters.get("client")} />}
    </>
  );
}

type OneFilter = { filters: SessionFilters; name: FilterName; label: string };

function FilterSelect({
  filters,
  name,
  label,
  all,
  children,
}: OneFilter & { all: string; children: ReactNode }) {
  return (
    <Select
      aria-label={label}
      value={filters.get(name)}
      onChange={(event) => filters.set({ [name]: event.target.value })}
      className="w-auto min-w-34 flex-1 sm:max-w-40 sm:flex-none"
    >
      <option value="">{all}</option>
      {children}
    </Select>
  );
}

function Day({ filters, name, label }: OneFilter) {
  const id = useId();
  return (
    <div className="flex flex-1 items-center gap-2 sm:flex-none">
      <label htmlFor={id} className="text-soft">
        {label}
      </label>
      <TextInput
        id={id}
        type="date"
        value={filters.get(name)}
        onChange={(event) => filters.set({ [name]: event.target.value })}
        className="h-9 w-34 min-w-0 flex-1 px-2 py-0"
      />
    </div>
  );
}

/** A client has no place in a list of thousands: they are chosen from a row, and shown here. */
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
