/** Words of forms with unsaved changes, and of a conflict between two versions. */
export const strings = {
  unsaved: "Unsaved changes",
  unsavedFrom: "Unsaved changes from",
  discard: "Discard",
  discarded: "Your changes are discarded.",
  compare: "Compare with the saved version",
  title: "This was changed somewhere else",
  body: "Somebody, perhaps you in another window, saved a different version while you were editing. Nothing has been overwritten.",
  theirs: "Saved now",
  yours: "Yours",
  field: "Field",
  keepTheirs: "Take the saved version",
  keepYours: "Save mine over it",
};
