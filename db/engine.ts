export type Engine = "sqlite" | "postgres";

/** The engine that an address of a database speaks; none given means the embedded default. */
export function engineOf(url: string | undefined): Engine {
  if (!url) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgres";
  throw new Error("DATABASE_URL must start with postgres:// (leave it out for the embedded SQLite)");
}

/**
 * The engine of this process, chosen once: `DATABASE_URL` says, or `TEST_ENGINE` when the tests run on both.
 * The tables of `db/schema` are loaded for this engine, so that features import them without knowing which.
 */
export const ENGINE: Engine =
  process.env.TEST_ENGINE === "postgres" ? "postgres" : engineOf(process.env.DATABASE_URL);
