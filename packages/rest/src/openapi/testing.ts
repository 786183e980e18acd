import type { Api } from "../api.ts";
import { openApiDocument } from "./document.ts";

type Media = { schema: { $ref?: string }; example?: unknown; examples?: Record<string, { value: unknown }> };
type Described = {
  operationId: string;
  description?: string;
  security?: unknown[];
  requestBody?: { content: Record<string, Media> };
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, { content?: Record<string, Media>; headers?: object }>;
};
type Document = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
};

/** The document of an API, typed as far as tests read it. */
export const documentOf = (api: Api) => openApiDocument(api) as unknown as Document;

/** The operations in the document of an API, by method and path. */
export const describedIn = (api: Api) =>
  Object.entries(documentOf(api).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      described,
    })),
  );

/** The statuses that the document of an API has for each operation. */
export const statusesIn = (api: Api) =>
  new Map(describedIn(api).map(({ name, described }) => [name, Object.keys(described.responses)]));
