import type { IncomingMessage } from "node:http";

/** The header by which procedures learn from where they are asked; only this server writes it. */
export const ADDRESS_HEADER = "x-quotepart-address";
const OURS = /^x-quotepart-/;

/**
 * The address that tries are counted under: IPv4 whole; of IPv6 the /64, since one household holds that many addresses.
 * Anything that is no address is counted as `unknown`, all together.
 */
export function countedAddress(address: string | undefined): string {
  const plain = (address ?? "").trim().replace(/^::ffff:(?=\d+\.)/i, "");
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return plain;
  if (!/^[0-9a-f:]+(%\w+)?$/i.test(plain) || !plain.includes(":")) return "unknown";
  const [head = "", tail] = plain.toLowerCase().split("%")[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const whole = [...groups, ...Array(Math.max(0, 8 - groups.length - after.length)).fill("0"), ...after];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/**
 * Says from where the request comes, as this server sees it. Headers of ours that came from outside are dropped: whoever could write
 * them would choose their own address. Behind a proxy of the fund (`TRUST_PROXY=1`) the last address it added is believed.
 */
export function introduce(request: IncomingMessage, trustsProxy = process.env.TRUST_PROXY === "1"): void {
  for (const name of Object.keys(request.headers)) if (OURS.test(name)) delete request.headers[name];
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1);
  request.headers[ADDRESS_HEADER] = countedAddress(
    trustsProxy && forwarded ? forwarded : request.socket.remoteAddress,
  );
}
