import { expect, it } from "vitest";
import { eventually, startTestApi } from "../../testing.ts";
import { startReplies } from "../../testing-replies.ts";
import { type Seen, watch } from "../../testing-watch.ts";

/** Follows the progress as a page does: each piece goes where it says. Returns every text that was shown on the way. */
function shownBy(seen: Seen[], replyTo: string): string[] {
  let text = "";
  const shown: string[] = [];
  for (const { event } of seen) {
    if (event.type !== "reply.progress" || event.replyTo !== replyTo) continue;
    expect(event.offset).toBeLessThanOrEqual(text.length);
    text = text.slice(0, event.offset) + event.text;
    shown.push(text);
  }
  return shown;
}

const words = Array.from({ length: 40 }, (_, i) => `word${i} 😀 `);
const whole = words.join("");

it("shows an answer as it grows to all who watch, wherever it is written and whenever they came", async () => {
  await using all = await startReplies();
  await using other = await startTestApi({ database: all.api.database });
  all.provider.script({ kind: "reply", text: words, delayMs: 15 });
  const { id, messageIds } = await all.begin("Tell me");
  const [replyTo = ""] = messageIds;
  all.startWorker();
  const watchers = [watch(all.api, all.me.id, id), watch(other, all.me.id, id)];
  await eventually(async () => (await all.pending(id))[0]?.text.length).toBeGreaterThan(20);
  watchers.push(watch(other, all.me.id, id));

  for (const { seen, types, stop } of watchers) {
    await eventually(types).toContain("reply.ended");
    await stop();
    const shown = shownBy(seen, replyTo);
    expect(shown.length).toBeGreaterThan(1);
    for (const text of shown) expect(whole.startsWith(text)).toBe(true);
    expect(shown).toEqual(shown.toSorted((a, b) => a.length - b.length));
    const finished = seen.findIndex(({ event }) => event.type === "message.created");
    expect(seen[finished]?.event).toMatchObject({ message: { content: whole, replyTo, status: "complete" } });
    // The answer takes the place of its progress: none comes after it, and then it is said to be over.
    expect(types().slice(finished)).toEqual(["message.created", "reply.ended"]);
  }
});

it("begins again from nothing when another worker begins anew", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin("Tell me");
  const [replyTo = ""] = messageIds;
  const watcher = watch(all.api, all.me.id, id);
  const { services, clock } = all.api;
  const dead = await services.replies.claim(clock.now());
  if (!dead) throw new Error("nothing to claim");
  for (const text of ["Half", "Half an answer"]) {
    await services.replies.progress(dead, text, clock.now());
    services.bus.publish(dead);
    await eventually(() => shownBy(watcher.seen, replyTo).at(-1)).toBe(text);
  }
  clock.advance(16_000);
  const living = await services.replies.claim(clock.now());
  if (!living) throw new Error("nothing to claim");
  await services.replies.progress(living, "Whole", clock.now());
  services.bus.publish(living);
  await eventually(() => shownBy(watcher.seen, replyTo).at(-1)).toBe("Whole");
  await watcher.stop();
});

it("says that an answer is over when it was taken back", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin("Tell me");
  const watcher = watch(all.api, all.me.id, id);
  await eventually(watcher.types).toEqual(["reply.progress"]);
  await all.caller.agent.replies.stop({ sessionId: id });
  await eventually(() => watcher.seen.at(-1)?.event).toEqual({ type: "reply.ended", replyTo: messageIds[0] });
  await watcher.stop();
});

it("never shows progress after the answer itself, however fast answers come", async () => {
  await using all = await startReplies();
  const { id, messageIds } = await all.begin(...Array.from({ length: 40 }, (_, i) => `question ${i}`));
  const watchers = Array.from({ length: 4 }, () => watch(all.api, all.me.id, id, "0"));
  all.startWorker();
  await eventually(() => all.answers(id)).toHaveLength(40);
  for (const { seen, types, stop } of watchers) {
    await eventually(() => types().filter((type) => type === "reply.ended").length).toBeGreaterThan(0);
    await eventually(() => types().filter((type) => type === "message.created").length).toBe(80);
    await stop();
    for (const replyTo of messageIds) {
      const answered = seen.findIndex(
        ({ event }) => event.type === "message.created" && event.message.replyTo === replyTo,
      );
      const late = seen
        .slice(answered)
        .filter(({ event }) => event.type === "reply.progress" && event.replyTo === replyTo);
      expect(late).toEqual([]);
    }
  }
});
