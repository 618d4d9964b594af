import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { splitLocale } from "#messages/locales.ts";

/**
 * The address of the page without its language, path and query. `place` is what the server saw; the frame stays when a form leads
 * on to another page, so the browser's own address takes over then.
 */
export function useHere(place: string): string {
  const path = usePathname();
  const query = useSearchParams();
  const [here, setHere] = useState(place);
  useEffect(() => setHere(splitLocale(path).path + (query.size > 0 ? `?${query}` : "")), [path, query]);
  return here;
}
