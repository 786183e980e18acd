import { createServer } from "node:http";
import { Hono } from "hono";
import { expect, it, onTestFinished } from "vitest";
import type { Env } from "./http/variables.ts";
import { dispatch } from "./http-server.ts";

it("dispatches Parley's own paths to the app and all others to the web app", async () => {
  const app = new Hono<Env>().all("*", (c) => c.text("own"));
  const http = createServer(dispatch(app, (_, response) => void response.end("web")));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  const address = http.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const answerAt = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const ownPaths = [
    "/api/trpc/x",
    "/agent",
    "/sessions",
    "/sessions/",
    "/sessions/x/end",
    "/sessions?limit=1",
  ];
  for (const path of [
    ...ownPaths,
    "/chatbot/sessions",
    "/chatbots",
    "/chatbots/x",
    "/clients?skip=1",
    "/docs",
  ])
    expect([path, await answerAt(path)]).toEqual([path, "own"]);
  for (const path of ["/", "/inbox", "/inbox/x", "/sessionsx", "/bots", "/people/x", "/chatbotsy", "/apis"])
    expect([path, await answerAt(path)]).toEqual([path, "web"]);
});
