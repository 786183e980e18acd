import { expect, it } from "vitest";
import { createSessionBus, type Notification, type Transport } from "./bus.ts";

const notification = (sessionId: string, ownerId = "owner"): Notification => ({ sessionId, ownerId });

/** A transport over nothing: what a bus sends is kept until it is let go, what comes is said by the test. */
function cable() {
  const sent: Notification[][] = [];
  let letGo: (() => void) | undefined;
  const heard = { receive: (_: Notification) => {}, lost: () => {} };
  const transport: Transport = {
    publish: (batch) => {
      sent.push(batch);
      return new Promise((resolve) => {
        letGo = resolve;
      });
    },
    listen: async (receive, lost) => void Object.assign(heard, { receive, lost }),
    close: async () => {},
  };
  return { sent, heard, transport, letGo: () => letGo?.() };
}

it("wakes those who wait for the session, for its owner, or for anything, and nobody else", () => {
  const bus = createSessionBus();
  const woken: string[] = [];
  bus.onSession("a", () => woken.push("session a"));
  bus.onSession("b", () => woken.push("session b"));
  bus.onOwner("owner", (id) => woken.push(`owner ${id}`));
  bus.onOwner("stranger", () => woken.push("stranger"));
  bus.onAny(() => woken.push("any"));
  bus.publish(notification("a"));
  expect(woken).toEqual(["session a", "owner a", "any"]);
});

it("wakes for a person's view that person alone, and for what no inbox shows the session's subscribers alone", () => {
  const bus = createSessionBus();
  const woken: string[] = [];
  bus.onSession("a", () => woken.push("session a"));
  bus.onOwner("owner", (id) => woken.push(`owner ${id}`));
  bus.publish({ ...notification("a"), only: "inbox" });
  expect(woken.splice(0)).toEqual(["owner a"]);
  bus.publish({ ...notification("a"), only: "session" });
  expect(woken).toEqual(["session a"]);
});

it("wakes nobody who has left, and everybody who stays, also when one leaves in the middle", () => {
  const bus = createSessionBus();
  const woken: string[] = [];
  const stays = () => woken.push("stays");
  const leave = bus.onSession("a", () => {
    woken.push("leaves");
    leave();
  });
  bus.onSession("a", stays);
  bus.publish(notification("a"));
  leave();
  bus.publish(notification("a"));
  expect(woken).toEqual(["leaves", "stays", "stays"]);
});

it("sends what gathers while a batch is on its way with the next one, each session once", async () => {
  const { sent, transport, letGo } = cable();
  const bus = createSessionBus(transport);
  bus.publish(notification("a"));
  for (const id of ["b", "c", "b", "a", "b"]) bus.publish(notification(id));
  expect(sent).toEqual([[notification("a")]]);
  letGo();
  await expect.poll(() => sent.length).toBe(2);
  expect(sent[1]?.map(({ sessionId }) => sessionId).toSorted()).toEqual(["a", "b", "c"]);
});

it("goes on sending after a failure of the transport", async () => {
  const sent: Notification[][] = [];
  let fails = true;
  const bus = createSessionBus({
    async publish(batch) {
      if (fails) throw new Error("away");
      sent.push(batch);
    },
    listen: async () => {},
    close: async () => {},
  });
  bus.publish(notification("a"));
  await new Promise(setImmediate);
  fails = false;
  bus.publish(notification("b"));
  await expect.poll(() => sent).toEqual([[notification("b")]]);
});

it("hears other processes, sends nothing of theirs on, and wakes everybody after a gap", async () => {
  const { sent, heard, transport } = cable();
  const bus = createSessionBus(transport);
  await bus.start();
  const woken: (string | null)[] = [];
  bus.onSession("a", () => woken.push("session a"));
  bus.onOwner("owner", (id) => woken.push(id));
  heard.receive(notification("a"));
  expect(woken).toEqual(["session a", "a"]);
  heard.lost();
  expect(woken.slice(2)).toEqual(["session a", null]);
  expect(sent).toEqual([]);
});
