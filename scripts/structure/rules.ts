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

/** The kind of session that a file's presence tells of: every folder of `api` with such a file is a kind's. */
export const kindMark = /^packages\/api\/src\/([^/]+)\/kind\.ts$/;
/** A folder beside those of kinds that has a file of this name, too: what kinds share. */
export const sharedFolder = "session";

/** The same question has the same file name in every kind. A subfolder is a thing of the kind's own, with these names inside. */
export const kindFiles = [
  // What the kind tells the core, and what others may know of it.
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

/** What a kind has beyond these: the file names are its own things. */
export const ownFiles: Record<string, string[]> = {
  agent: ["change-alive.ts"],
  chatbot: [
    "history.ts",
    "prompt-template.ts",
    "speak.ts",
    "browse/input.ts",
    "chatbots/trial.ts",
    "clients/import.ts",
    "clients/import-plan.ts",
    "messages/ask.ts",
    "messages/in-turn.ts",
    "overview/days.ts",
    "overview/questions.ts",
    "search/snippet.ts",
    "transcript/fonts.ts",
    "transcript/pdf.ts",
    "transcript/text.ts",
  ],
};

/** Source folders in which each kind has a folder, and the files there that list the kinds: no other one imports a kind. */
export const kindLists: Record<string, string[]> = {
  "packages/api/src": ["kinds.ts", "root.ts"],
  "packages/rest/src": ["kinds.ts"],
};

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
