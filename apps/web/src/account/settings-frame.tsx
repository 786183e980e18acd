"use client";
import type { ReactNode } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { devicesPath, keysPath, profilePath } from "../shell/paths.ts";
import { PageBody } from "../ui/page-body.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { strings } from "./strings.ts";

const { settings } = strings;
const tabs = [
  [profilePath, settings.profile],
  [keysPath, settings.keys],
  [devicesPath, settings.devices],
] as const;

/** The settings' pages beside each other. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title={settings.title} />
      <Tabs label={settings.title} tabs={tabs} />
      <PageBody>{children}</PageBody>
    </>
  );
}
