"use client";
import type { AppRouter } from "@parley/api/root";
import { createTRPCContext } from "@trpc/tanstack-react-query";

/** The router's queries and mutations as TanStack Query options. */
export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();
