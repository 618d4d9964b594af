/** Crockford's alphabet: no I, L, O or U, so that what is read in a letter or over the telephone survives. Browsers read this file too. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
