/*
 * The rules of the tree, as data. To let a new file name or a new direction in, add it here, in the open.
 */

/** Which packages of ours a package may import. db ← api ← rest ← server; ai stands beside them. */
export const directions: Record<string, string[]> = {
  "packages/db": [],
  "packages/ai": [],
  "packages/api": ["db", "ai"],
  "packages/rest": ["api"],
  "packages/client": ["api"],
  "apps/server": ["db", "ai", "api", "rest"],
  "apps/web": ["api"],
};

/** Packages that may take types from `api` and nothing that runs, but for its browser-safe files where that is said. */
export const typesOfApiOnly: Record<string, { browserSafe: boolean }> = {
  "packages/client": { browserSafe: false },
  "apps/web": { browserSafe: true },
};

/** Files of `api` that run in a browser too: they import each other and these packages, nothing else. */
export const browserSafe = {
  names: ["schema", "limits", "active-content", "search-words", "prompt-template"],
  packages: ["zod"],
};

/** The folders of `api` that hold a kind of session, with what a kind has beyond the common files. */
export const kinds: Record<string, string[]> = {
  agent: [
    "activity.ts",
    "agents-router.ts",
    "change.ts",
    "directory.ts",
    "gate.ts",
    "lifecycle.ts",
    "messages-router.ts",
    "replies-router.ts",
    "session-row.ts",
    "sweep.ts",
  ],
  chatbot: [
    "append.ts",
    "browse-input.ts",
    "browse-procedure.ts",
    "browse.ts",
    "chatbots-router.ts",
    "clients-router.ts",
    "clients.ts",
    "create.ts",
    "days.ts",
    "directory.ts",
    "gate.ts",
    "history.ts",
    "import.ts",
    "import-plan.ts",
    "in-turn.ts",
    "lifecycle.ts",
    "messages-router.ts",
    "overview-procedure.ts",
    "overview-questions.ts",
    "overview.ts",
    "prompt-template.ts",
    "replies-router.ts",
    "report-procedure.ts",
    "report.ts",
    "search-procedure.ts",
    "search.ts",
    "session-row.ts",
    "snippet.ts",
    "speak.ts",
    "sweep.ts",
    "transcript-fonts.ts",
    "transcript-pdf.ts",
    "transcript.ts",
    "try.ts",
  ],
  insight: [],
  partner: [],
  deck: [],
};
export const kindFiles = ["schema.ts", "router.ts", "rules.ts", "store.ts", "jobs.ts"];

/** Names that say nothing about what is inside. */
export const emptyNames = /^(utils?|helpers?)$/;

/** Where `process.env` may be read. Everything else gets its configuration from apps/server/src/env.ts. */
export const environmentReaders = [
  "apps/server/src/env.ts",
  // Next reads these where it builds and where it serves; they pass from our process to its bundle.
  "apps/server/src/web.ts",
  "apps/web/next.config.ts",
  "apps/web/src/api/server.ts",
  "apps/web/src/proxy.ts",
  // Tools and tests, which are not the product.
  "packages/db/src/testing-setup.ts",
  "scripts/",
  "e2e/",
  "bench/",
];
