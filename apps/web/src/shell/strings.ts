/** Words of the frame around every page. */
export const strings = {
  newSession: "New session",
  search: "Search",
  allSessions: "All sessions",
  settings: "Settings",
  docs: "API documentation",
  sidebar: "Sidebar",
  navigation: "Navigation",
  openNavigation: "Open navigation",
  recent: "Recent sessions",
  loadsWhenOnline: "This opens when the connection is back. Esc to close.",
  notFound: {
    title: "There is nothing here",
    text: "The address may be mistyped, or what was here has been deleted.",
    action: "To your sessions",
  },
};
