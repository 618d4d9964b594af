type Environment = { [name: string]: string | undefined };

/** The address of a page of this site as people type it and as mails give it: from `PUBLIC_URL`, or this machine's. */
export function publicUrl(path = "", environment: Environment = process.env): string {
  const site = environment.PUBLIC_URL || `http://localhost:${environment.PORT || "3000"}`;
  return `${site.replace(/\/+$/, "")}${path}`;
}
