"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { notify } from "../ui/overlay/toast.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { Time } from "../ui/time/time.tsx";
import { auth, type Device } from "./auth-api.ts";
import { describeDevice } from "./describe-device.ts";
import { strings } from "./strings.ts";

const words = strings.devices;
const KEY = ["devices"] as const;

/** For somebody who wonders where they are signed in, and wants to end it there. */
export function DevicesPage() {
  const devices = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const [list, current] = await Promise.all([auth.devices(), auth.current()]);
      const own = current?.session.token;
      return list
        .map((device) => ({ ...device, own: device.token === own }))
        .sort((a, b) => Number(b.own) - Number(a.own) || b.updatedAt.localeCompare(a.updatedAt));
    },
  });
  return (
    <>
      <p className="text-soft">{words.lead}</p>
      {devices.isPending && (
        <Loading className="flex flex-col gap-2">
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </Loading>
      )}
      {devices.isError && <ProblemNote error={devices.error} onRetry={() => void devices.refetch()} />}
      {devices.data && (
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {devices.data.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      )}
    </>
  );
}

function DeviceRow({ device }: { device: Device & { own: boolean } }) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => auth.revokeDevice(device.token),
    onSuccess: () => {
      notify.info(words.revoked);
      void queryClient.invalidateQueries({ queryKey: KEY });
    },
  });
  const name = describeDevice(device.userAgent) ?? words.unknown;
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-faint" strokeWidth={1.5} />
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {name}
          {device.own && (
            <span className="ml-2 rounded bg-ok-soft px-1.5 text-xs text-ok">{words.thisOne}</span>
          )}
        </p>
        <p className="text-xs text-soft">
          {words.signedIn} <Time at={device.createdAt} />, {words.lastSeen} <Time at={device.updatedAt} />
          {device.ipAddress && ` ${words.from(device.ipAddress)}`}
        </p>
        {revoke.isError && <ProblemNote error={revoke.error} className="mt-2" />}
      </div>
      {!device.own && (
        <Button pending={revoke.isPending} aria-label={words.label(name)} onClick={() => revoke.mutate()}>
          {words.revoke}
        </Button>
      )}
    </li>
  );
}
