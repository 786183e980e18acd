import { createBaselineTables, fillBaseline } from "./baseline-data.ts";
import type { DatabasePair } from "./compare.ts";
import { type PostgresServer, vacuum, withDatabase } from "./database.ts";
import { type Account, createAccount, startProduct } from "./product.ts";
import { fillProduct, readSessionIds } from "./product-data.ts";

/** Sessions that are read, renewed and appended to. */
const ACTIVE = { sessions: 1_000, messages: 0 };
/** Sessions with a long history. */
const LONG = { sessions: 64, messages: 200 };
/** One owner's many sessions. */
const MANY = { sessions: 10_000, messages: 0 };
/** Sessions of another owner, who sends no requests. */
const BACKGROUND = { sessions: 30_000, messages: 0 };

type SessionIds = { active: string[]; long: string[] };

export type AgentDataset = DatabasePair & {
  accounts: { active: Account; long: Account; many: Account };
  productIds: SessionIds;
  baselineIds: SessionIds;
};

/** @param name begins the names of the two databases. */
export async function prepareAgentDataset(postgres: PostgresServer, name: string): Promise<AgentDataset> {
  const productUrl = await postgres.createDatabase(`${name}_product`);
  const baselineUrl = await postgres.createDatabase(`${name}_baseline`);
  const accounts = await createAccounts(productUrl);
  const productIds = await withDatabase(productUrl, async (sql) => {
    await fillProduct(sql, [
      { ...accounts.active, ...ACTIVE },
      { ...accounts.long, ...LONG },
      { ...accounts.many, ...MANY },
      { ...accounts.background, ...BACKGROUND },
    ]);
    await vacuum(sql);
    return {
      active: await readSessionIds(sql, accounts.active.ownerId),
      long: await readSessionIds(sql, accounts.long.ownerId),
    };
  });
  const baselineIds = await withDatabase(baselineUrl, async (sql) => {
    await createBaselineTables(sql);
    const active = await fillBaseline(sql, { owner: "active", ...ACTIVE });
    const long = await fillBaseline(sql, { owner: "long", ...LONG });
    await fillBaseline(sql, { owner: "many", ...MANY });
    await fillBaseline(sql, { owner: "background", ...BACKGROUND });
    await vacuum(sql);
    return { active, long };
  });
  return { productUrl, baselineUrl, accounts, productIds, baselineIds };
}

async function createAccounts(databaseUrl: string) {
  await using product = await startProduct(databaseUrl, "api");
  return {
    active: await createAccount(product.url, "active"),
    long: await createAccount(product.url, "long"),
    many: await createAccount(product.url, "many"),
    background: await createAccount(product.url, "background"),
  };
}
