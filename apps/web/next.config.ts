import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

// The Content-Security-Policy carries a nonce for each request: see src/proxy.ts.
const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1"],
  // Types are checked by the typecheck task, over every package; a build on somebody's machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ["@parley/api"],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
