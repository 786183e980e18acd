"use client";
import { Kbd } from "../../ui/kbd.tsx";
import { Dialog } from "../../ui/overlay/dialog.tsx";
import { keys as strings } from "./keys-strings.ts";

const { rows } = strings;
const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: strings.anywhere,
    keys: [
      [["Ctrl / ⌘", "K"], rows.palette],
      [["n"], rows.new],
      [["?"], rows.help],
    ],
  },
  {
    title: strings.inList,
    keys: [
      [["j"], rows.next],
      [["k"], rows.previous],
      [["Enter"], rows.open],
      [["x"], rows.select],
      [["Shift", "x"], rows.selectRange],
      [["Esc"], rows.clear],
    ],
  },
  {
    title: strings.inSession,
    keys: [
      [["Enter"], rows.send],
      [["Shift", "Enter"], rows.line],
      [["↑"], rows.last],
      [["Esc"], rows.stop],
    ],
  },
];

type KeysDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** All shortcuts. */
export function KeysDialog({ open, onOpenChange }: KeysDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={strings.title}>
      <div className="flex flex-col gap-5">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-xs font-medium text-faint">{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={what} className="flex items-center justify-between gap-4 py-1">
                  <dt>{what}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
