import { type FakeProvider, startFakeProvider } from "@parley/ai/testing";
import { startServer } from "./server.ts";
import { expect, test as journey } from "./test.ts";

export { expect };

type TestFixtures = {
  /** The model's provider, whose replies the test scripts. */
  model: FakeProvider;
};
type WorkerFixtures = { provider: FakeProvider };

/** Tests with a separate server whose model is scripted. */
export const test = journey.extend<TestFixtures, WorkerFixtures>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      await using provider = await startFakeProvider();
      await use(provider);
    },
    { scope: "worker" },
  ],
  url: [
    async ({ provider }, use) => {
      const server = await startServer({
        AI_MODEL: "openai-compatible:scripted",
        OPENAI_BASE_URL: provider.url,
      });
      await use(server.url);
      await server.stop();
    },
    { scope: "worker" },
  ],
  model: async ({ provider }, use) => {
    provider.standing({ kind: "reply", text: "This is a scripted reply." });
    await use(provider);
  },
});
