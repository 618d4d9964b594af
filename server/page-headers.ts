/**
 * The header that carries a random text per page: forms make their idempotency key from it. It travels on the answer too, so
 * that the page cache can put a fresh one in every copy.
 */
export const SEED_HEADER = "x-quotepart-seed";

/** 122 random bits as 32 hexadecimal digits: the same length always, and nothing that HTML or JSON would escape. */
export function randomToken(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

/**
 * What a page may load: its own files, and scripts and styles that carry this answer's nonce. Nothing from elsewhere, and no
 * `style` attributes: sizes computed on the server go into SVG attributes.
 * In development, React needs `eval` and Next's overlay writes styles.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return directives.join("; ");
}

/** The nonce that a policy names; null when it names none. */
export function nonceOf(policy: string): string | null {
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? null;
}
