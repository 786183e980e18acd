"use client";
import { createContext, use } from "react";

export type ShellOverlay = "palette" | "keys" | "navigation";
type Show = (name: ShellOverlay) => void;

export const ShellContext = createContext<Show>(() => {});

/** Opens the command menu, the list of keys, or the sidebar of a phone. */
export const useShellOverlay = (): Show => use(ShellContext);
