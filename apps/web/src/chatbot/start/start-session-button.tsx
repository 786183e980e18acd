"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { loadCode } from "../../ui/load-code.ts";
import { strings } from "./strings.ts";

const StartSessionDialog = dynamic(() =>
  loadCode(() => import("./start-session-dialog.tsx").then((module) => module.StartSessionDialog)),
);

type Named = { id: string; name: string };

/** Opens the dialog for a new session of a chatbot, or with a client. */
export function StartSessionButton(known: { chatbot?: Named; client?: Named }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{strings.title}</Button>
      {open && <StartSessionDialog {...known} onClose={() => setOpen(false)} />}
    </>
  );
}
