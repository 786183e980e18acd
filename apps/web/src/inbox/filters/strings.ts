/** Words of the search and the filters above the list. */
export const strings = {
  searchLabel: "Search in sessions",
  searchPlaceholder: "Search, or is:unread, who:ada, after:2026-01-31",
  kind: { label: "Kind", all: "Any kind" },
  filters: "Filters",
  archived: { label: "Archive", no: "Not archived", yes: "Archived" },
};
