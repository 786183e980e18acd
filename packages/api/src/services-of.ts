import type { Services } from "./services.ts";

/**
 * Services that belong to one part of the product, made once for each process's services, when they are first used. The
 * parts stay unknown to `Services`.
 */
export function servicesOf<S extends object>(create: (services: Services) => S): (services: Services) => S {
  const created = new WeakMap<Services, S>();
  return (services) => {
    const known = created.get(services);
    if (known) return known;
    const fresh = create(services);
    created.set(services, fresh);
    return fresh;
  };
}
