import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Typed routes would force every computed address into a cast; journeys follow every link instead.
  typedRoutes: false,
  // Keep the build from writing files of its own into the repository.
  agentRules: false,
  experimental: { agentUpgrade: false },
};

export default createNextIntlPlugin("./messages/request.ts")(config);
