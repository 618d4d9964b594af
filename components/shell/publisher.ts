/** Who runs this fund, as the legal pages must say. Each is null until the fund has filled it in, and the pages then say so. */
export type Publisher = {
  name: string | null;
  director: string | null;
  address: string | null;
  phone: string | null;
  mail: string | null;
  dataOfficerMail: string | null;
  host: string | null;
  sourceUrl: string | null;
};

/** Reads the publisher from the environment, at each request: the same build serves any fund. */
export function publisher(environment: NodeJS.ProcessEnv = process.env): Publisher {
  const read = (name: string) => environment[`QUOTEPART_${name}`]?.trim() || null;
  return {
    name: read("PUBLISHER"),
    director: read("PUBLICATION_DIRECTOR"),
    address: read("ADDRESS"),
    phone: read("HELP_PHONE"),
    mail: read("HELP_MAIL"),
    dataOfficerMail: read("DATA_OFFICER_MAIL"),
    host: read("HOSTED_BY"),
    sourceUrl: read("SOURCE_URL"),
  };
}
