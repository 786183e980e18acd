/** Words of the documentation page. */
export const strings = {
  title: "Parley API",
  home: "Parley",
  homeLabel: "Back to Parley",
  apis: "APIs",
  signedIn:
    "You are signed in: what you execute here is done in your account. Examples of reading and creating have ids of yours, where you have any.",
  signedOut: {
    before: "You can read without signing in. To execute requests, ",
    link: "sign in",
    after: ".",
  },
  forPrograms: "Programs send an API key in the header Authorization: Bearer.",
  documents: "OpenAPI documents:",
  /** For the part of the page that scripts write. */
  interactive: {
    server: "Server",
    serverAndCredential: "Server and credential",
    operations: "Operations",
    example: "Example",
    body: "Request body",
    fields: "Fields",
    close: "Close",
  },
  noScript: "This page needs JavaScript. The OpenAPI documents do not.",
};
