"use client";
import { kindNames, kindOf, kinds } from "../../kinds.tsx";
import { FilterSelect } from "../../ui/form/filter-select.tsx";
import { SearchBox } from "../../ui/form/search-box.tsx";
import { strings as inbox } from "../strings.ts";
import { strings } from "./strings.ts";
import type { useUrlFilters } from "./use-url-filters.ts";

const select = "sm:max-w-44 sm:min-w-0";

/** Search and filters above the list: those of all sessions, and those of each kind. */
export function FilterBar({ filters: { params } }: { filters: ReturnType<typeof useUrlFilters> }) {
  const { status } = inbox;
  const { archived } = strings;
  return (
    <search className="border-b border-line px-1 py-2 sm:px-3" aria-label={strings.filters}>
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-2 px-2">
        <SearchBox
          label={strings.searchLabel}
          placeholder={strings.searchPlaceholder}
          value={params.get("q")}
          onSearch={(q) => params.set({ q })}
          className="min-w-full flex-1 sm:min-w-48"
        />
        <FilterSelect
          params={params}
          name="kind"
          label={strings.kind.label}
          all={strings.kind.all}
          className={select}
        >
          {kindNames.map((name) => (
            <option key={name} value={name}>
              {kindOf(name).sessions.label}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect params={params} name="status" label={status.label} all={status.all} className={select}>
          <option value="active">{status.active}</option>
          <option value="ended">{status.ended}</option>
        </FilterSelect>
        {kinds.map(
          ({ label, filters }) =>
            filters && <filters.Controls key={label} params={params} className={select} />,
        )}
        <FilterSelect
          params={params}
          name="archived"
          label={archived.label}
          all={archived.no}
          className={select}
        >
          <option value="1">{archived.yes}</option>
        </FilterSelect>
      </div>
    </search>
  );
}
