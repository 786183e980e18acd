/** Words of the list of keys. */
export const keys = {
  title: "Keys",
  anywhere: "Anywhere",
  inList: "In the list of sessions",
  inSession: "In a session",
  rows: {
    palette: "Find and do anything",
    help: "Show these keys",
    new: "New session",
    next: "Next session",
    previous: "Previous session",
    open: "Open it",
    select: "Select it",
    selectRange: "Select everything since the last",
    clear: "Clear the selection",
    send: "Send",
    line: "New line",
    last: "Write your last message again",
    stop: "Stop the reply",
  },
};
