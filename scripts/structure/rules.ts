/*
 * The structure rules as data. A new file name or direction of imports must be added here.
 */

/** The workspace packages that each package may import: db ← api ← rest ← server; ai depends on none. */
export const directions: Record<string, string[]> = {
  "packages/db": [],
  "packages/ai": [],
  "packages/api": ["db", "ai"],
  "packages/rest": ["api"],
  "packages/client": ["api"],
  "apps/server": ["db", "ai", "api", "rest"],
  "apps/web": ["api"],
};

/** Packages that may import only types from `api`; with `browserSafe` also its browser-safe files. */
export const typesOfApiOnly: Record<string, { browserSafe: boolean }> = {
  "packages/client": { browserSafe: false },
  "apps/web": { browserSafe: true },
};

/** Names of `api`'s files that run in browsers too. They may import only each other and these packages. */
export const browserSafe = {
  names: [
    "schema",
    "limits",
    "active-content",
    "markdown-code",
    "search-words",
    "statuses",
    "prompt-template",
  ],
  packages: ["zod"],
};

/** Matches the file that marks a folder of `api` as a kind's; captures the kind's name. */
export const kindMark = /^packages\/api\/src\/([^/]+)\/kind\.ts$/;
/** The folder with a file of this name that is no kind's: the core, which kinds share. */
export const sharedFolder = "session";

/** The file names that all kinds have in common, also in subfolders. */
export const kindFiles = [
  // The kind's declaration and its interface to other code.
  "kind.ts",
  "schema.ts",
  "reasons.ts",
  "settings.ts",
  "services.ts",
  "router.ts",
  "gate.ts",
  // Decisions, reads and writes.
  "rules.ts",
  "session-row.ts",
  "store.ts",
  "create.ts",
  "append.ts",
  "change.ts",
  "reply.ts",
  "jobs.ts",
];

/** Files that only one kind has. */
export const ownFiles: Record<string, string[]> = {
  agent: ["change-alive.ts", "welcome.ts"],
  chatbot: [
    "history.ts",
    "prompt-template.ts",
    "speak.ts",
    "browse/input.ts",
    "chatbots/trial.ts",
    "clients/import.ts",
    "clients/import-plan.ts",
    "messages/append-question.ts",
    "messages/in-turn.ts",
    "overview/days.ts",
    "overview/questions.ts",
    "search/snippet.ts",
    "transcript/fonts.ts",
    "transcript/pdf.ts",
    "transcript/text.ts",
  ],
};

/** Source folders whose files know at most the kind in whose folder they are, and the files and folders in them that may import all kinds. */
export const kindLists: Record<string, string[]> = {
  "packages/api/src": ["kinds.ts", "root.ts"],
  "packages/rest/src": ["kinds.ts"],
  "apps/server/src": [],
  // Next takes the routes of all pages from one folder.
  "apps/web/src": ["kinds.tsx", "app/"],
};

/** File names that don't describe the contents. */
export const emptyNames = /^(utils?|helpers?)$/;

/** Files and folders that may read `process.env`. All other code gets its configuration from apps/server/src/env.ts. */
export const environmentReaders = [
  "apps/server/src/env.ts",
  // Next reads variables at build time and in its bundle, to which our process passes them in the environment.
  "apps/server/src/web.ts",
  "apps/web/next.config.ts",
  "apps/web/src/api/server.ts",
  "apps/web/src/proxy.ts",
  // Tools and tests.
  "packages/db/src/testing-setup.ts",
  "scripts/",
  "e2e/",
  "bench/",
];
