import { DomainError } from "@parley/api/errors";

/**
 * The DomainError that was caught, or that tRPC wrapped as a cause.
 * @throws the error itself when it is neither.
 */
export function domainErrorOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof Error && error.cause instanceof DomainError) return error.cause;
  throw error;
}
