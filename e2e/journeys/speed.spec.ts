import { gzipSync } from "node:zlib";
import { createSampleData } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";

/** Limits for the first load. */
const PAGES = [
  { name: "the inbox", path: "/inbox", maxKilobytes: 180 },
  { name: "the list of all sessions, with its search and filters,", path: "/all", maxKilobytes: 182 },
];

for (const { name, path, maxKilobytes } of PAGES)
  test(`${name} loads little script, without layout shifts`, async ({ page, person }) => {
    await createSampleData(person);
    const scripts: Promise<number>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script")
        scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.addInitScript(() => {
      const seen = { paint: 0, shift: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.paint = entry.startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          seen.shift += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(path, { waitUntil: "load" });
    await expect(page.getByRole("main").getByRole("link", { name: "Breakfast" })).toBeVisible();
    const atLoad = scripts.length;
    await page.waitForLoadState("networkidle");
    const sizes = await Promise.all(scripts);
    const kilobytes = sizes.slice(0, atLoad).reduce((sum, size) => sum + size, 0) / 1024;
    const all = sizes.reduce((sum, size) => sum + size, 0) / 1024;
    const { paint, shift } = await page.evaluate(
      () => (window as unknown as { seen: { paint: number; shift: number } }).seen,
    );
    test.info().annotations.push({
      type: "measured",
      description: `${kilobytes.toFixed(1)} KB of script until load, ${all.toFixed(1)} KB until quiet, LCP ${Math.round(paint)} ms, CLS ${shift.toFixed(3)}`,
    });
    expect(kilobytes).toBeLessThanOrEqual(maxKilobytes);
    expect(shift).toBeLessThan(0.1);
  });
