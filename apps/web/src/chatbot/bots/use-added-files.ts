"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type ReadDocument, readDocument } from "./read-document.ts";

export type AddedFile = { key: string; name: string; problem: string | null };

/** Reads files for the knowledge base, one at a time. Those that could not be read are listed until they are dismissed. */
export function useAddedFiles(onRead: (document: ReadDocument) => void) {
  const [files, setFiles] = useState<AddedFile[]>([]);
  const controller = useRef(new AbortController());
  const queue = useRef(Promise.resolve());
  const onReadRef = useRef(onRead);
  onReadRef.current = onRead;
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);

  const dismiss = useCallback((key: string) => setFiles((all) => all.filter((one) => one.key !== key)), []);

  const add = useCallback(
    (chosen: File[]) => {
      for (const file of chosen) {
        const key = crypto.randomUUID();
        setFiles((all) => [...all, { key, name: file.name, problem: null }]);
        const { signal } = controller.current;
        queue.current = queue.current.then(async () => {
          if (signal.aborted) return;
          try {
            onReadRef.current(await readDocument(file, signal));
            dismiss(key);
          } catch (error) {
            const problem = error instanceof Error ? error.message : String(error);
            setFiles((all) => all.map((one) => (one.key === key ? { ...one, problem } : one)));
          }
        });
      }
    },
    [dismiss],
  );

  return { files, add, dismiss };
}
