import { expect, it } from "vitest";
import type { Client } from "../types.ts";
import { clientResolver } from "./resolver.ts";
import { emptyClient, toClientInput, toClientValues } from "./values.ts";

const client: Client = {
  id: "0".repeat(24),
  name: "Grace",
  email: "g@example.com",
  phoneNumber: null,
  version: 1,
  metadata: { room: "12", vip: true, pets: ["cat"] },
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

it("keeps details that are no texts as they were, unless they are changed", () => {
  const values = toClientValues(client);
  expect(toClientInput(values, client.metadata)).toEqual({
    name: "Grace",
    email: "g@example.com",
    phoneNumber: null,
    metadata: client.metadata,
  });
  const details = values.details.map((one) => (one.key === "vip" ? { ...one, value: "no" } : one));
  expect(toClientInput({ ...values, details }, client.metadata).metadata).toEqual({
    room: "12",
    vip: "no",
    pets: ["cat"],
  });
});

it("refuses a detail without a name, and one that is there twice", async () => {
  const details = [
    { key: "room", value: "1" },
    { key: "room ", value: "2" },
    { key: "", value: "x" },
    { key: "", value: "" },
  ];
  const values = { ...emptyClient, email: "nobody", details };
  const { errors } = await clientResolver(values, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  });
  expect(errors).toMatchObject({
    name: { message: "must not be empty" },
    email: { message: "must be an email address" },
    details: {
      1: { key: { message: "Another detail has this name already." } },
      2: { key: { message: "must not be empty" } },
    },
  });
});
