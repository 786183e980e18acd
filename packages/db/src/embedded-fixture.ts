import postgres from "postgres";
import { startEmbedded } from "./embedded.ts";

// For embedded.test.ts: a process that starts Postgres, commits one row, prints "ready", and waits to be killed.
const { url } = await startEmbedded({ dataDir: process.argv[2] ?? "", settings: { fsync: "off" } });
const sql = postgres(url, { max: 1 });
await sql`create table kept as select 1`;
console.log("ready");
