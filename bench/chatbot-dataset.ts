import { createBaselineTables } from "./baseline-data.ts";
import { createBaselineChatbotTables, fillBaselineChatbot, fillProductChatbot } from "./chatbot-data.ts";
import type { DatabasePair } from "./compare.ts";
import { type PostgresServer, vacuum, withDatabase } from "./database.ts";
import { type Account, createAccount, createChatbot, startProduct } from "./product.ts";

/** So many that none has many messages at the end: a response to an appended message holds them all. */
const ACTIVE = { sessions: 10_000, messages: 0 };
const LONG = { sessions: 64, messages: 50 };
/** One owner's many sessions. */
const MANY = { sessions: 10_000, messages: 8 };
/** Sessions of another owner, who sends no requests. */
const BACKGROUND = { sessions: 20_000, messages: 2 };

type ChatbotAccount = Account & { chatbotId: string; clientId: string };
type SessionIds = { active: string[]; long: string[] };

export type ChatbotDataset = DatabasePair & {
  accounts: { active: ChatbotAccount; long: ChatbotAccount; many: ChatbotAccount };
  productIds: SessionIds;
  baselineIds: SessionIds;
};

export async function prepareChatbotDataset(postgres: PostgresServer): Promise<ChatbotDataset> {
  const productUrl = await postgres.createDatabase("chatbot_product");
  const baselineUrl = await postgres.createDatabase("chatbot_baseline");
  const { active, long, many, background } = await createAccounts(productUrl);
  const productIds = await withDatabase(productUrl, async (sql) => {
    const ids = {
      active: await fillProductChatbot(sql, { ...active, ...ACTIVE }),
      long: await fillProductChatbot(sql, { ...long, ...LONG }),
    };
    await fillProductChatbot(sql, { ...many, ...MANY });
    await fillProductChatbot(sql, { ...background, ...BACKGROUND });
    await vacuum(sql);
    return ids;
  });
  const baselineIds = await withDatabase(baselineUrl, async (sql) => {
    await createBaselineTables(sql);
    await createBaselineChatbotTables(sql);
    const ids = {
      active: await fillBaselineChatbot(sql, { ...active, ...ACTIVE }),
      long: await fillBaselineChatbot(sql, { ...long, ...LONG }),
    };
    await fillBaselineChatbot(sql, { ...many, ...MANY });
    await fillBaselineChatbot(sql, { ...background, ...BACKGROUND });
    await vacuum(sql);
    return ids;
  });
  return { productUrl, baselineUrl, accounts: { active, long, many }, productIds, baselineIds };
}

async function createAccounts(databaseUrl: string) {
  await using product = await startProduct(databaseUrl, "api");
  const create = async (name: string): Promise<ChatbotAccount> => {
    const account = await createAccount(product.url, name);
    return { ...account, ...(await createChatbot(product.url, account)) };
  };
  return {
    active: await create("active"),
    long: await create("long"),
    many: await create("many"),
    background: await create("background"),
  };
}
