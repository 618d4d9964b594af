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

/** Whom one would call in a demonstration: a number of the range that Arcep keeps for fiction, a mail that goes nowhere. */
const FICTITIOUS = {
  phone: "01 99 00 12 34",
  mail: "bonjour@fonds.test",
};

export type HelpContact = Pick<Publisher, "name" | "address" | "phone" | "mail"> & {
  /** Nothing of it is real, and the page must say so; `address` is then the page's to word. */
  isFictitious: boolean;
};

/**
 * Whom to call. A demonstration that says nothing of its publisher shows a fictitious contact; as soon as one of these is set,
 * or in a real fund, only what is set is shown, and what is missing is said to be missing.
 */
export function helpContact(isDemo: boolean, from: Publisher = publisher()): HelpContact {
  const { name, address, phone, mail } = from;
  if (isDemo && !(address || phone || mail))
    return { name: null, address: null, ...FICTITIOUS, isFictitious: true };
  return { name, address, phone, mail, isFictitious: false };
}

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
