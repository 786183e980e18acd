import { answer, type Operation, operation } from "../operation.ts";
import { didIt, foundIt, foundPage } from "./envelope.ts";
import * as example from "./examples.ts";
import { idsOf, toClient } from "./to-wire.ts";
import * as wire from "./wire.ts";

const params = { schema: wire.idParams("client", example.clientId) };

const createClient = operation({
  name: "createClient",
  method: "POST",
  path: "/clients",
  scope: "sessions:manage",
  tag: "Clients",
  summary: "Create client",
  description: "Adds a person whom your chatbots serve.",
  body: wire.clientBody,
  bodyExample: example.clientRequest,
  answers: {
    201: { description: "The client.", schema: wire.done(wire.client), example: example.createdClient },
  },
  errors: ["VALIDATION_ERROR"],
  async handle({ caller, body }) {
    const data = toClient(await caller.chatbot.clients.create(body));
    return answer(201, didIt("Client created successfully", data));
  },
});

const listClients = operation({
  name: "listClients",
  method: "GET",
  path: "/clients",
  scope: "sessions:read",
  tag: "Clients",
  summary: "List clients",
  description: "Your own clients, newest first.",
  query: wire.directoryQuery,
  answers: {
    200: { description: "A page of clients.", schema: wire.pageOf(wire.client), example: example.clientList },
  },
  errors: ["VALIDATION_ERROR"],
  async handle({ caller, query: { searchString: search, limit, skip } }) {
    const { items, total } = await caller.chatbot.clients.list({ search, limit, skip });
    return answer(200, foundPage(items.map(toClient), { total, limit, skip }));
  },
});

const getClient = operation({
  name: "getClient",
  method: "GET",
  path: "/clients/{id}",
  scope: "sessions:read",
  tag: "Clients",
  summary: "Get client",
  params,
  versioned: true,
  answers: {
    200: { description: "The client.", schema: wire.found(wire.client), example: example.foundClient },
  },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, params: { id } }) {
    const client = await caller.chatbot.clients.get({ id });
    return answer(200, foundIt(toClient(client)), client.version);
  },
});

const updateClient = operation({
  name: "updateClient",
  method: "PUT",
  path: "/clients/{id}",
  scope: "sessions:manage",
  tag: "Clients",
  summary: "Update client",
  description:
    "Changes what it names; `metadata` replaces what was there, and null unsets `email` and `phoneNumber`.",
  params,
  versioned: true,
  body: wire.clientUpdateBody,
  bodyExample: example.clientUpdateRequest,
  answers: {
    200: { description: "The client.", schema: wire.done(wire.client), example: example.updatedClient },
  },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, params: { id }, body, ifVersion }) {
    const client = await caller.chatbot.clients.update({ ...body, id, ifVersion });
    const data = toClient(client);
    return answer(200, didIt("Client updated successfully", data), client.version);
  },
});

const deleteClient = operation({
  name: "deleteClient",
  method: "DELETE",
  path: "/clients/{id}",
  scope: "sessions:manage",
  tag: "Clients",
  summary: "Delete client",
  description: "Past sessions keep the name and stay readable. New sessions and chat are not found any more.",
  params,
  answers: { 200: { description: "It is gone.", schema: wire.deleted, example: example.deletedClient } },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, params: { id } }) {
    const { id: deleted } = await caller.chatbot.clients.delete({ id });
    return answer(200, didIt("Client deleted successfully", idsOf(deleted)));
  },
});

/** The endpoints of clients: the people whom chatbots serve. */
export const clientOperations: Operation[] = [
  listClients,
  createClient,
  getClient,
  updateClient,
  deleteClient,
];
