import { type FakeProvider, startFakeProvider } from "@parley/ai/testing";
import { startServer } from "./server.ts";
import { expect, test as journey } from "./test.ts";

export { expect };

type ForTest = {
  /** what the model does next: scripted by the test */
  model: FakeProvider;
};
type Everywhere = { provider: FakeProvider };

/** Journeys with a server whose model is configured, and which does as the test says. */
export const test = journey.extend<ForTest, Everywhere>({
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
