import type { Services } from "./services.ts";

/**
 * Services of one part of the product, created on first use and once per `Services`. This keeps `Services` independent
 * of the parts.
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
