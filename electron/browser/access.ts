import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may talk to the engine: a browser that has exchanged a one-time token for a cookie. */
export interface Access {
  /** Makes a token that works once; an older unused one stops working. */
  issueToken(): string;
  /** The header that sets the cookie, or null for a wrong or used token. */
  redeem(token: string): string | null;
  /** Whether a `Cookie` header holds a session. */
  admits(cookies: string | undefined): boolean;
}

/** Sessions beyond these end, oldest first. */
const mostSessions = 50;

/** `secret` gives unguessable text that fits into a URL and a cookie. */
export function createAccess(secret: () => string): Access {
  // Cookies don't tell ports apart: two Signalboxes on this machine would overwrite each other's.
  const cookie = `signalbox_${secret().slice(0, 8)}`;
  const sessions = new Set<string>();
  let token: Buffer | null = null;
  return {
    issueToken() {
      const issued = secret();
      token = digest(issued);
      return issued;
    },
    redeem(offered) {
      if (token === null || !timingSafeEqual(token, digest(offered))) return null;
      token = null;
      const session = secret();
      sessions.add(digest(session).toString('hex'));
      for (const oldest of [...sessions].slice(0, -mostSessions)) sessions.delete(oldest);
      return `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    admits(cookies) {
      const session = cookieNamed(cookie, cookies);
      return session !== null && sessions.has(digest(session).toString('hex'));
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function cookieNamed(name: string, header = ''): string | null {
  const found = header.split(';').find((pair) => pair.trim().startsWith(`${name}=`));
  return found === undefined ? null : found.trim().slice(name.length + 1);
}
