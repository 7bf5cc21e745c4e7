import { verifyAsync } from "@noble/ed25519";

/** A parsed ticket: `key id . ticket id . reissue . secret . signature`, base64url. */
export interface TicketCode {
  keyId: string;
  ticketId: string;
  reissue: number;
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}
export type Verify = (
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

const form = /^([\w-]{8})\.([\w-]{22})\.(0|[1-9]\d{0,4})\.([\w-]{22})\.([\w-]{86})$/;

/** Decodes base64url. Returns null unless the text is the canonical encoding. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
    return textOf(bytes) === text ? bytes : null;
  } catch {
    return null; // not base64, so not a ticket
  }
}

export function textOf(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

export function looksLikeTicket(text: string): boolean {
  return /^[\w-]{8}\.[\w-]{22}\./.test(text);
}

export function readTicket(text: string): TicketCode | null {
  const parts = form.exec(text);
  if (!parts) return null;
  const [, keyId = "", id = "", reissue = "", secret = "", signature = ""] = parts;
  const ticket = bytesOf(id);
  const signed = bytesOf(signature);
  if (!ticket || !signed || !bytesOf(secret) || !bytesOf(keyId)) return null;
  const hex = [...ticket].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return {
    keyId,
    ticketId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    reissue: Number(reissue),
    signed: new TextEncoder().encode(text.slice(0, text.lastIndexOf("."))),
    signature: signed,
  };
}

/** Verifies Ed25519 signatures with Web Crypto, or with a library in browsers without support. */
export async function verifier(publicKey: Uint8Array<ArrayBuffer>): Promise<Verify> {
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, [
      "verify",
    ]);
    return (signature, message) =>
      crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
  } catch {
    return (signature, message) => verifyAsync(signature, message, publicKey).catch(() => false);
  }
}

export async function sha256(
  text: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await crypto.subtle.digest(
      "SHA-256",
      typeof text === "string" ? new TextEncoder().encode(text) : text,
    ),
  );
}
